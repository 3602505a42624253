import { attestationIdIn } from "./customers/enhanced-attestation";
import { ApiError, refusal } from "./errors";
import type { Retirement } from "./http/route";

/**
 * The agreement confirmed by the partner without the customer's attestation. Its end is documented, what it answers since is
 * nowhere: status and code are an INFERENCE, and the code is a word, so that no code of the vendor's can be meant by it. The
 * one certain thing is that it is no 201.
 */
export const OLD_ATTESTATION: Retirement = {
  on: "2026-01-05",
  covers: (call) => attestationIdIn(call) === null,
  refuse: () =>
    new ApiError(403, "attestation_retired", "Confirming the customer agreement in this way is no longer available."),
};

/** Tokens for the directory's old Graph, which the older page about app-only sign-in still shows: documented, with its code. */
export const OLD_GRAPH_AUDIENCE = "https://graph.windows.net";
export const OLD_GRAPH_TOKENS: Retirement = { on: "2025-08-31", refuse: () => refusal("900420") };
