import { classOfCode, type DeclineClass, isNetworkNever } from "./decline-codes";

/** What the product does about a decline by itself. */
export type DeclineAction =
  | "ask_to_confirm"
  | "ask_for_other_card"
  | "ask_for_card_update"
  | "retry_same_day"
  | "retry_by_schedule";

/** Every code a refusal may carry; absent ones are null. */
export type DeclineCodes = {
  readonly adviceCode: string | null;
  readonly declineCode: string | null;
  readonly code: string | null;
  readonly networkAdviceCode?: string | null;
};

export type ClassifiedDecline = {
  readonly class: DeclineClass;
  readonly action: DeclineAction;
  /** For the customer. Does not tell a lost, stolen or suspected card from any other refusal. */
  readonly customerMessage: string;
};

const RESPONSES: Readonly<Record<DeclineClass, Omit<ClassifiedDecline, "class">>> = {
  needs_customer: {
    action: "ask_to_confirm",
    customerMessage: "Your bank asks you to confirm this payment yourself.",
  },
  never: {
    action: "ask_for_other_card",
    customerMessage: "Your card was declined. Please use another card.",
  },
  card_data: {
    action: "ask_for_card_update",
    customerMessage: "Your card's details are out of date or incomplete. Please update your card.",
  },
  technical: {
    action: "retry_same_day",
    customerMessage: "The payment could not be processed for a technical reason.",
  },
  soft: {
    action: "retry_by_schedule",
    customerMessage: "Your bank declined the payment. Please check with your bank or use another card.",
  },
};

/**
 * Judges a refused card payment. What the network and Stripe advise comes first, then the bank's decline code, then the
 * API's error code; a code nobody knows is soft. Two codes are not overruled by "try again later": a payment the card
 * holder must confirm, and one on which nothing was decided.
 */
export function classifyDecline(codes: DeclineCodes): ClassifiedDecline {
  const declineClass = classOf(codes);
  return { class: declineClass, ...RESPONSES[declineClass] };
}

function classOf({ adviceCode, declineCode, code, networkAdviceCode = null }: DeclineCodes): DeclineClass {
  if (adviceCode === "do_not_try_again" || isNetworkNever(networkAdviceCode)) {
    return "never";
  }
  const byCode = classOfCode(declineCode) ?? classOfCode(code) ?? "soft";
  if (byCode === "needs_customer" || byCode === "technical") {
    return byCode;
  }
  switch (adviceCode) {
    case "confirm_card_data":
      return "card_data";
    case "try_again_later":
      return "soft";
    default:
      return byCode;
  }
}
