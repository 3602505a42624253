/** The states of the vendor's contract that can be simulated, each by its month. The first is the default. */
export const PROFILES = ["2025-06", "2026-11"] as const;

export type Profile = (typeof PROFILES)[number];

/** True when a day of the vendor's calendar has come by the first day of a profile's month: what ends or begins on it has. */
export const hasCome = (day: string, profile: Profile): boolean => day <= `${profile}-01`;
