import { camelKeys } from "../http/json";
import type { Call } from "../http/route";
import type { Attestation } from "../state";
import type { World } from "../world";

/**
 * What is simulated of the enhanced attestation: the customer accepts the agreement on a page of the vendor's, and the partner
 * confirms it with the id of that attestation.
 *
 * DOCUMENTED: the day; the three steps and their order; that attestation and confirmation take an app-only token and nothing
 * else; `POST /v1/attestations/enhanced` with `country`, `language`, `companyName`, `signatoryFirstName`, `signatoryLastName`, a
 * mail address and, optional, a phone number; the page's address with `attestationid` in it and without a sign-in; code 600061.
 *
 * INFERRED, as no stored page shows it: the names `signatoryEmail` and `signatoryPhoneNumber`; the answer's fields (wrappers of
 * others have `attestationId`, `attestationUrl`, `attestationStatus`); `GET /v1/attestations/enhanced/{id}` and the words of the
 * state; that the confirmation keeps the old body and has the id beside it; everything that is refused below but for 600061,
 * with its status and code; that an attestation serves one customer; that a confirmation's contact is the signatory.
 */
export const ENHANCED_ATTESTATION = {
  /** In production; the vendor's sandbox had it from 2025-04-11 on. */
  since: "2025-07-10",
  /** At the vendor `https://cdn.partner.microsoft.com/mca/`. */
  pagePath: "/mca/",
  /** In lower case, unlike the field. */
  pageParameter: "attestationid",
} as const;

/** INFERRED. A fresh attestation is pending; nothing is known of an end, so that it waits for ever. */
export type AttestationStatus = "Pending" | "Accepted";

export const statusOf = ({ acceptedAt }: Attestation): AttestationStatus =>
  acceptedAt === null ? "Pending" : "Accepted";

/** Where the customer reads and accepts the agreement. */
export const pageOf = (world: World, { id }: Attestation): string =>
  `${world.baseUrl}${ENHANCED_ATTESTATION.pagePath}?${ENHANCED_ATTESTATION.pageParameter}=${id}`;

/** The attestation that a confirmation names, in either letter case of the key; null where it names none. */
export function attestationIdIn(call: Call): string | null {
  const body = camelKeys(call.body ?? {});
  const id = body !== null && typeof body === "object" && "attestationId" in body ? body.attestationId : null;
  return typeof id === "string" && id.trim() !== "" ? id.trim() : null;
}

/** An acceptance before this day has to be renewed. A third party says so of every acceptance, another of the partner's only. */
export const RENEWED_SINCE = "2023-04-01";

/** From this day on the vendor wants an agreement that is active and current. One third party names the day. */
export const CURRENT_WANTED_FROM = "2024-10-07";
