import type { RefusedBy } from "../../../domain/states";
import type { Decline, DeclineKind } from "../../../integrations/stripe";

/** What a refused card means for the person at the card page. A lost or stolen card reads like any other refusal. */
const WORDS: Readonly<Record<DeclineKind, string>> = {
  needs_customer: "Your bank asks you to confirm the payment. Please try again and follow its steps.",
  never: "Your bank declined the card. Please use another card.",
  card_data: "The card's details were not accepted. Please check them or use another card.",
  technical: "The payment could not be processed. Please try again in a few minutes.",
  soft: "Your bank declined the payment. Please try again or use another card.",
};

/** What to tell of a try that failed, and whose doing it was: a technical trouble is not the bank's no. */
export function declineInWords(decline: Decline | null): { readonly reason: string; readonly by: RefusedBy } | null {
  return decline && { reason: WORDS[decline.kind], by: decline.kind === "technical" ? "nobody" : "bank" };
}
