/** What the bank answers when it refuses. */
export type CardRefusal = {
  code: string;
  declineCode: string | null;
  adviceCode: string | null;
  message: string;
  blocked?: boolean;
};

/**
 * When the customer must authenticate:
 * never; always; before_setup = off-session only until the card was set up, on-session always;
 * on_session = only when the customer is there
 */
export type Authentication = "never" | "always" | "before_setup" | "on_session";

export type TestCard = {
  number: string;
  /** Ids that make a new payment method of this card wherever a payment method is expected. */
  aliases: string[];
  brand: "visa" | "mastercard" | "amex";
  does: string;
  authentication: Authentication;
  /** Refused when charged, after an authentication if there is one. */
  refusal: CardRefusal | null;
  /** False: the card can neither be attached nor set up. */
  attachable: boolean;
  dispute: "fraudulent" | "product_not_received" | "inquiry" | "early_fraud_warning" | null;
  refund: "succeeds" | "pending" | "fails";
};

const decline = (declineCode: string, message: string, adviceCode: string | null = "try_again_later"): CardRefusal => ({
  code: "card_declined",
  declineCode,
  adviceCode,
  message,
});
const coded = (code: string, message: string, adviceCode: string | null): CardRefusal => ({
  code,
  declineCode: code,
  adviceCode,
  message,
});

const DECLINED = "Your card was declined.";
export const genericDecline = decline("generic_decline", DECLINED);
const insufficientFunds = decline("insufficient_funds", "Your card has insufficient funds.");

const card = (number: string, aliases: string[], does: string, special: Partial<TestCard> = {}): TestCard => ({
  number,
  aliases,
  does,
  brand: "visa",
  authentication: "never",
  refusal: null,
  attachable: true,
  dispute: null,
  refund: "succeeds",
  ...special,
});
const refusing = (number: string, aliases: string[], refusal: CardRefusal): TestCard =>
  card(number, aliases, `declined: ${refusal.declineCode ?? refusal.code}`, { refusal, attachable: false });

/** Stripe's published test cards, as far as cards can be used here. */
export const TEST_CARDS: readonly TestCard[] = [
  card("4242424242424242", ["pm_card_visa"], "succeeds"),
  card("5555555555554444", ["pm_card_mastercard"], "succeeds", { brand: "mastercard" }),
  card("378282246310005", ["pm_card_amex"], "succeeds", { brand: "amex" }),
  refusing("4000000000000002", ["pm_card_visa_chargeDeclined", "pm_card_chargeDeclined"], genericDecline),
  refusing(
    "4000000000009995",
    ["pm_card_visa_chargeDeclinedInsufficientFunds", "pm_card_chargeDeclinedInsufficientFunds"],
    insufficientFunds,
  ),
  refusing(
    "4000000000009987",
    ["pm_card_visa_chargeDeclinedLostCard"],
    decline("lost_card", DECLINED, "do_not_try_again"),
  ),
  refusing(
    "4000000000009979",
    ["pm_card_visa_chargeDeclinedStolenCard"],
    decline("stolen_card", DECLINED, "do_not_try_again"),
  ),
  refusing(
    "4000000000000069",
    ["pm_card_chargeDeclinedExpiredCard"],
    coded("expired_card", "Your card has expired.", "confirm_card_data"),
  ),
  refusing(
    "4000000000000127",
    ["pm_card_chargeDeclinedIncorrectCvc"],
    coded("incorrect_cvc", "Your card's security code is incorrect.", "confirm_card_data"),
  ),
  refusing(
    "4000000000000119",
    ["pm_card_chargeDeclinedProcessingError"],
    coded(
      "processing_error",
      "An error occurred while processing your card. Try again in a little bit.",
      "try_again_later",
    ),
  ),
  refusing(
    "4000000000006975",
    ["pm_card_visa_chargeDeclinedVelocityLimitExceeded"],
    decline(
      "card_velocity_exceeded",
      "Your card was declined for making repeated attempts too frequently or exceeding its amount limit.",
    ),
  ),
  card("4000000000000341", ["pm_card_chargeCustomerFail"], "can be saved, every charge is declined", {
    refusal: genericDecline,
  }),
  card("4000002500003155", ["pm_card_authenticationRequiredOnSetup"], "3-D Secure now, later charges succeed", {
    authentication: "before_setup",
  }),
  card(
    "4000002760003184",
    ["pm_card_authenticationRequired"],
    "3-D Secure at every charge, so later charges need the customer",
    { authentication: "always" },
  ),
  card(
    "4000003800000446",
    ["pm_card_authenticationRequiredSetupForOffSession"],
    "3-D Secure only when the customer is there",
    { authentication: "on_session" },
  ),
  card(
    "4000008260003178",
    ["pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"],
    "3-D Secure, then insufficient funds",
    { authentication: "always", refusal: insufficientFunds },
  ),
  card("4000000000003220", ["pm_card_threeDSecure2Required"], "3-D Secure required", { authentication: "always" }),
  card("4000008400001629", ["pm_card_threeDSecureRequiredChargeDeclined"], "3-D Secure, then declined", {
    authentication: "always",
    refusal: genericDecline,
  }),
  card("4000000000000259", ["pm_card_createDispute"], "succeeds, then disputed as fraudulent", {
    dispute: "fraudulent",
  }),
  card("4000000000002685", ["pm_card_createDisputeProductNotReceived"], "succeeds, then disputed: not received", {
    dispute: "product_not_received",
  }),
  card("4000000000001976", ["pm_card_createDisputeInquiry"], "succeeds, then an inquiry", { dispute: "inquiry" }),
  card("4000000000005423", ["pm_card_createIssuerFraudRecord"], "succeeds, then an early fraud warning", {
    dispute: "early_fraud_warning",
  }),
  card("4000000000007726", ["pm_card_pendingRefund"], "succeeds, refunds are pending first", { refund: "pending" }),
  card("4000000000005126", ["pm_card_refundFail"], "succeeds, refunds fail afterwards", { refund: "fails" }),
  card("4100000000000019", ["pm_card_radarBlock"], "blocked as too risky", {
    refusal: { ...decline("fraudulent", DECLINED, "do_not_try_again"), blocked: true },
    attachable: false,
  }),
];

const byNumber = new Map(TEST_CARDS.map((testCard) => [testCard.number, testCard]));
const byAlias = new Map(TEST_CARDS.flatMap((testCard) => testCard.aliases.map((alias) => [alias, testCard] as const)));

/** The test card of a number; undefined for numbers Stripe does not accept in test mode. */
export const testCardOf = (number: string): TestCard | undefined => byNumber.get(number);
/** The test card a `pm_card_...` id stands for. */
export const testCardOfAlias = (alias: string): TestCard | undefined => byAlias.get(alias);
