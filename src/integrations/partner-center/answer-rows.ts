import type { OutsideAnswer } from "../../errors/outside-answer";

/** A row of the list, with what the client has to know besides. */
export type PartnerCenterAnswer = OutsideAnswer & {
  /** The vendor's own code; null for an answer without one, and for no answer. */
  readonly code: string | null;
  /** Whether the vendor can have carried the request out although the answer was none. */
  readonly effect: "none" | "unknown";
  /** How soon it is worth asking again, in milliseconds; null: with growing waits. */
  readonly afterMs: number | null;
};

type Codes = string | readonly string[];
type Said = { readonly status: number | null; readonly code: string; readonly said: string };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The documented codes of one status with the vendor's words, one after another: `800069 risk check failed`. */
function codesOf(status: number | null, codes: Codes): Said[] {
  return [codes].flat().map((text) => {
    const [code = "", ...words] = text.split(" ");
    return { status, code, said: words.join(" ") };
  });
}

const base = ({ status, code, said }: Said) => ({
  answer: `${status === null ? "" : `${status} `}${code}: ${said}`,
  code,
  effect: "none" as const,
  afterMs: null,
});

/** A definite no to this customer: the only rows that refuse an order. */
export const refuses = (status: number | null, customer: string, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "customer",
    repeat: "never",
    customer,
    partner: `Refused, and the money released: ${said.said}.`,
  }));

/** Our request was wrong: repeating it is of no use, and the customer's order is fine. */
export const wrongRequest = (status: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "request",
    repeat: "never",
    customer: null,
    partner: `The request was not accepted as sent (${said.said}); it waits for a person.`,
  }));

/** The partner's own account, credit or contract is in the way: somebody there has to decide. */
export const needsPerson = (status: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "person",
    repeat: "never",
    customer: null,
    partner: `It waits for a person: ${said.said}.`,
  }));

/** The partner's rights at the vendor: what needs them waits, and goes on by itself once they are put right. */
export const setUp = (status: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "set_up",
    repeat: "new_key",
    customer: null,
    partner: `Set-up at Partner Center: ${said.said}. Orders wait until it is put right.`,
  }));

/** The partner's sign-in itself: whatever is asked with its token is refused until it is put right. */
export const setUpOfSignIn = (status: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "set_up",
    repeat: "new_key",
    customer: null,
    partner: `Sign-in at Partner Center: ${said.said}. What is asked with this sign-in waits until it is put right.`,
    reach: "sign_in",
  }));

/** Not now. */
export const later = (status: number | null, seconds: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "later",
    repeat: "new_key",
    customer: null,
    partner: `Asked again by itself: ${said.said}.`,
    afterMs: seconds === null ? null : seconds * SECOND,
  }));

/** Looked up before anything else happens: the vendor says that it was done already. */
export const doneBefore = (status: number | null, codes: Codes): PartnerCenterAnswer[] =>
  codesOf(status, codes).map((said) => ({
    ...base(said),
    fault: "later",
    repeat: "new_key",
    customer: null,
    partner: `What was done is looked up: ${said.said}.`,
    afterMs: MINUTE,
  }));
