/** The API version this simulator speaks. */
export const API_VERSION = "2026-10-28.endive";

/** Versions a request may name: the ones whose shapes are the same as this simulator's. */
export const ACCEPTED_VERSIONS: readonly string[] = ["2026-09-30.endive", API_VERSION];
