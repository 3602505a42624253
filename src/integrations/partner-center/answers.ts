import type { OutsideFault } from "../../errors/outside-answer";
import type { PartnerCenterAnswer } from "./answer-rows";
import { CART_LINE_CODES, DOCUMENTED_CODES, OWN_CODES, SIGN_IN_CODES } from "./documented-codes";

/**
 * The one list of what Partner Center can answer, or not answer, and what follows from it: whose fault it is, whether it
 * is repeated, what the customer reads and what the partner sees. `docs/outside-answers-partner-center.md` is printed
 * from it. Only a documented code of the vendor refuses anybody: a proxy, a firewall and a broken server speak of nobody.
 */
const WITHOUT_CODE = {
  throttled: row("429 without a code: throttled", "later", "Asked again when the vendor's own waiting time is over.", {
    effect: "none",
  }),
  broken: row("5xx", "later", "Partner Center is out of order; asked again with the same request id."),
  slow: row(
    "408, 425, 499, whatever code",
    "later",
    "Partner Center did not answer in time; asked again with the same request id.",
  ),
  moved: row("412 without a code: changed since it was read", "later", "Read again, and judged anew.", {
    effect: "none",
    repeat: "new_key",
  }),
  notVisible: row("404 without a code", "later", "Not found, perhaps not visible yet; asked again."),
  signIn: row(
    "401 without a code",
    "set_up",
    "The sign-in was refused although the token was renewed. What is asked with it waits until it is put right.",
    { effect: "none", repeat: "new_key", reach: "sign_in" },
  ),
  forbidden: row(
    "403 without a code",
    "set_up",
    "A 403 that is not Partner Center's own: a proxy or a firewall stands between. Repeated with the same request id.",
  ),
  unknownCode: row(
    "4xx (not 408, 409, 425, 499) with a code that is not documented",
    "person",
    "Repeated a few times, then a person is asked: what the code means is not known.",
    { effect: "none", repeat: "new_key" },
  ),
  odd: row(
    "any other status without a code, or 409 with one that is not documented",
    "person",
    "Repeated with the same request id, then a person is asked: nothing tells what became of the request.",
  ),
  notJson: row(
    "right status, a body that is not JSON (HTML)",
    "person",
    "Repeated with the same request id, then a person is asked: something between answered in the vendor's place.",
  ),
  cutJson: row(
    "right status, JSON that breaks off",
    "person",
    "Repeated with the same request id, then a person is asked: the answer was cut off.",
  ),
  empty: row(
    "right status, empty body",
    "person",
    "Repeated with the same request id, then a person is asked: the answer said nothing.",
  ),
  wrongBody: row(
    "right status, a body of another shape",
    "person",
    "Repeated with the same request id, then a person is asked: the answer is not the documented one.",
  ),
  timeout: row("no answer in time", "later", "Asked again with the same request id."),
  reset: row("connection cut (reset)", "later", "Asked again with the same request id."),
  refused: row("connection refused", "later", "Partner Center could not be reached; asked again.", { effect: "none" }),
  dns: row(
    "name not found (DNS)",
    "set_up",
    "The vendor's host name is not found: look at this machine's network and the configured address.",
    { effect: "none", reach: "access" },
  ),
  dnsLater: row("name not looked up in time (DNS)", "later", "Asked again.", { effect: "none" }),
  tls: row(
    "certificate not accepted (TLS)",
    "set_up",
    "No trusted connection: a proxy stands between, or this machine's certificates or clock are wrong.",
    { effect: "none", reach: "access" },
  ),
  network: row("any other network failure", "later", "Asked again with the same request id."),
  signInUnreadable: row(
    "the token endpoint answers something else",
    "set_up",
    "The sign-in did not give a token. What is asked with it waits until it is put right.",
    { effect: "none", repeat: "new_key", reach: "sign_in" },
  ),
} as const;

export type AnswerWithoutCode = keyof typeof WITHOUT_CODE;

const byCode = new Map(
  [...DOCUMENTED_CODES, ...CART_LINE_CODES, ...SIGN_IN_CODES, ...OWN_CODES].map((one) => [one.code, one]),
);

/** All rows, in the order in which they are printed. */
export const PARTNER_CENTER_ANSWERS: readonly PartnerCenterAnswer[] = [
  ...DOCUMENTED_CODES,
  ...CART_LINE_CODES,
  ...SIGN_IN_CODES,
  ...OWN_CODES,
  ...Object.values(WITHOUT_CODE),
];

/** The row of an answer or a failure that carries no code of the vendor. */
export const withoutCode = (kind: AnswerWithoutCode): PartnerCenterAnswer => WITHOUT_CODE[kind];

/** The row of a code that came with a refusal inside a good answer (a cart's line, an order that was not made). */
export const answerOfCode = (code: string): PartnerCenterAnswer => byCode.get(code) ?? WITHOUT_CODE.unknownCode;

/**
 * The row of an HTTP answer that is no success. A code counts only with a status that refuses: a server that is broken, or was
 * too slow to answer, may say anything.
 *
 * @param code the vendor's code; null when the body had none
 */
export function answerOfStatus(status: number, code: string | null): PartnerCenterAnswer {
  if (status >= 500) {
    return code !== null && byCode.get(code)?.fault === "later" ? withEffect(answerOfCode(code)) : WITHOUT_CODE.broken;
  }
  if (status === 429) {
    return WITHOUT_CODE.throttled;
  }
  if (status >= 400 && code !== null && !BEFORE_AN_ANSWER.has(status)) {
    const known = byCode.get(code);
    if (known !== undefined) {
      return known;
    }
    // A conflict of an unknown kind may be with what the same request did before.
    if (status !== 409) {
      return status === 401 ? WITHOUT_CODE.signIn : WITHOUT_CODE.unknownCode;
    }
  }
  const plain: Readonly<Record<number, PartnerCenterAnswer>> = {
    401: WITHOUT_CODE.signIn,
    403: WITHOUT_CODE.forbidden,
    404: WITHOUT_CODE.notVisible,
    408: WITHOUT_CODE.slow,
    412: WITHOUT_CODE.moved,
    425: WITHOUT_CODE.slow,
    499: WITHOUT_CODE.slow,
  };
  return plain[status] ?? WITHOUT_CODE.odd;
}

/** Timeout, too early, closed by the client (a proxy's): the request may have been carried out, whatever code stands there. */
const BEFORE_AN_ANSWER: ReadonlySet<number> = new Set([408, 425, 499]);

/** A broken server may have carried out what it complains of. */
const withEffect = (answer: PartnerCenterAnswer): PartnerCenterAnswer => ({
  ...answer,
  effect: "unknown",
  repeat: "same_key",
});

const NETWORK_CODES: readonly (readonly [RegExp, AnswerWithoutCode])[] = [
  [/^ECONNREFUSED$|^EHOSTUNREACH$|^ENETUNREACH$|^UND_ERR_CONNECT_TIMEOUT$/, "refused"],
  [/^ECONNRESET$|^EPIPE$|^UND_ERR_SOCKET$|^ECONNABORTED$/, "reset"],
  [/^ETIMEDOUT$|^UND_ERR_(HEADERS|BODY)_TIMEOUT$/, "timeout"],
  [/^ENOTFOUND$/, "dns"],
  [/^EAI_AGAIN$/, "dnsLater"],
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|^EPROTO$|^ERR_(SSL|TLS)/, "tls"],
];

/** The row of a request to which no answer came, from what the platform threw. */
export function answerOfFailure(thrown: unknown): PartnerCenterAnswer {
  for (let cause = thrown; typeof cause === "object" && cause !== null; cause = "cause" in cause ? cause.cause : null) {
    if ("name" in cause && (cause.name === "TimeoutError" || cause.name === "AbortError")) {
      return WITHOUT_CODE.timeout;
    }
    const code = "code" in cause ? String(cause.code) : "";
    const found = NETWORK_CODES.find(([pattern]) => pattern.test(code));
    if (found !== undefined) {
      return WITHOUT_CODE[found[1]];
    }
  }
  return WITHOUT_CODE.network;
}

function row(
  answer: string,
  fault: OutsideFault,
  partner: string,
  change: Partial<Pick<PartnerCenterAnswer, "effect" | "repeat" | "reach">> = {},
): PartnerCenterAnswer {
  return {
    answer,
    fault,
    repeat: "same_key",
    customer: null,
    partner,
    code: null,
    effect: "unknown",
    afterMs: null,
    ...change,
  };
}
