/** The states of the vendor's contract that can be simulated, each by its month. The first is the default. */
export const PROFILES = ["2025-06", "2026-11"] as const;

export type Profile = (typeof PROFILES)[number];

/** True when the vendor had ended a thing by the first day of a profile's month. */
export const isOver = (endedOn: string, profile: Profile): boolean => endedOn <= `${profile}-01`;
