import { z } from "zod";
import type { VatIdParts } from "../../domain/tax";
import { reasonOf } from "../../errors/reason-of";
import type { VatDirectory, VatIdAnswer } from "./port";

const TIMEOUT_MS = 10_000;

/** Names the member states give when they tell none. */
const NO_NAME = /^[-\s]*$/;
const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === undefined || NO_NAME.test(value) ? null : value.trim()));
const found = z.looseObject({ valid: z.boolean(), name: text, requestIdentifier: text });
const failed = z.looseObject({
  errorWrappers: z.array(z.looseObject({ error: z.string(), message: z.string().nullish() })).min(1),
});

/** Errors of one member state; the directory answers for the others. */
const OF_MEMBER_STATE: ReadonlySet<string> = new Set(["MS_UNAVAILABLE", "MS_MAX_CONCURRENT_REQ", "TIMEOUT"]);
/** The question can have no answer: nobody holds such an id. */
const NO_SUCH_ID: ReadonlySet<string> = new Set(["INVALID_INPUT", "VOW-ERR-1"]);

/**
 * VIES, the European Commission's directory of VAT ids, over its REST interface (`POST /check-vat-number`).
 * @param base without a slash at the end
 */
export function createVies(base: string, timeoutMs: number = TIMEOUT_MS): VatDirectory {
  return {
    async ask(id, asker) {
      try {
        const response = await fetch(`${base}/check-vat-number`, {
          method: "POST",
          redirect: "error",
          signal: AbortSignal.timeout(timeoutMs),
          headers: { "content-type": "application/json", accept: "application/json" },
          body: JSON.stringify(question(id, asker)),
        });
        return read(response.status, await response.text());
      } catch (error) {
        return { outcome: "unavailable", reason: reasonOf(error) };
      }
    },
  };
}

function question(id: VatIdParts, asker: VatIdParts | null) {
  return {
    countryCode: id.prefix,
    vatNumber: id.number,
    ...(asker && { requesterMemberStateCode: asker.prefix, requesterNumber: asker.number }),
  };
}

function read(status: number, body: string): VatIdAnswer {
  const json = parsed(body);
  const problem = failed.safeParse(json);
  if (problem.success) {
    const [{ error } = { error: "" }] = problem.data.errorWrappers;
    if (NO_SUCH_ID.has(error)) {
      return { outcome: "invalid" };
    }
    return { outcome: OF_MEMBER_STATE.has(error) ? "member_state_down" : "unavailable", reason: error };
  }
  const answer = found.safeParse(json);
  if (status !== 200 || !answer.success) {
    return { outcome: "unavailable", reason: `VIES answered ${status} with something that is no answer.` };
  }
  const { valid, name, requestIdentifier } = answer.data;
  return valid ? { outcome: "valid", holder: name, reference: requestIdentifier } : { outcome: "invalid" };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
