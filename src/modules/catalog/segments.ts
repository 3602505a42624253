/** Who may buy. The vendor's price sheet says Charity where its API says nonprofit; we keep the API's word. */
export const SEGMENTS = ["commercial", "education", "government", "nonprofit"] as const;

export type Segment = (typeof SEGMENTS)[number];
