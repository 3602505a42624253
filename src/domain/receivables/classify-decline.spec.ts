import { classifyDecline, type DeclineCodes } from "./index";

const declined = (codes: Partial<DeclineCodes>) =>
  classifyDecline({ adviceCode: null, declineCode: null, code: null, ...codes });

describe("classifyDecline", () => {
  it.each<[string, Partial<DeclineCodes>, string, string]>([
    ["advice against any retry", { adviceCode: "do_not_try_again" }, "never", "ask_for_other_card"],
    [
      "advice against a retry of a code that is soft",
      { adviceCode: "do_not_try_again", declineCode: "insufficient_funds" },
      "never",
      "ask_for_other_card",
    ],
    ["the network's stop 03", { networkAdviceCode: "03", declineCode: "do_not_honor" }, "never", "ask_for_other_card"],
    ["the network's stop 21", { networkAdviceCode: "21" }, "never", "ask_for_other_card"],
    ["another network code", { networkAdviceCode: "02", declineCode: "do_not_honor" }, "soft", "retry_by_schedule"],
    ["wrong data by advice", { adviceCode: "confirm_card_data" }, "card_data", "ask_for_card_update"],
    [
      "wrong data by advice over the bank's code",
      { adviceCode: "confirm_card_data", declineCode: "restricted_card" },
      "card_data",
      "ask_for_card_update",
    ],
    ["later by advice", { adviceCode: "try_again_later", declineCode: "expired_card" }, "soft", "retry_by_schedule"],
    [
      "confirmation, whatever the advice",
      { adviceCode: "try_again_later", code: "authentication_required" },
      "needs_customer",
      "ask_to_confirm",
    ],
    ["confirmation by the bank", { declineCode: "authentication_required" }, "needs_customer", "ask_to_confirm"],
    [
      "a technical failure, whatever the advice",
      { adviceCode: "try_again_later", code: "processing_error" },
      "technical",
      "retry_same_day",
    ],
    [
      "the bank's code before the API's",
      { declineCode: "lost_card", code: "expired_card" },
      "never",
      "ask_for_other_card",
    ],
    [
      "the API's code behind a general one of the bank",
      { declineCode: "generic_decline", code: "expired_card" },
      "card_data",
      "ask_for_card_update",
    ],
    ["a stolen card", { declineCode: "stolen_card", code: "card_declined" }, "never", "ask_for_other_card"],
    ["an expired card", { code: "expired_card" }, "card_data", "ask_for_card_update"],
    ["a wrong security code", { code: "incorrect_cvc" }, "card_data", "ask_for_card_update"],
    ["no money", { declineCode: "insufficient_funds", code: "card_declined" }, "soft", "retry_by_schedule"],
    ["a code nobody knows", { declineCode: "brand_new_reason", code: "card_declined" }, "soft", "retry_by_schedule"],
    [
      "advice nobody knows",
      { adviceCode: "think_twice", declineCode: "expired_card" },
      "card_data",
      "ask_for_card_update",
    ],
    ["no code at all", {}, "soft", "retry_by_schedule"],
  ])("%s", (_, codes, declineClass, action) => {
    const classified = declined(codes);
    expect([classified.class, classified.action]).toEqual([declineClass, action]);
    expect(classified.customerMessage).toMatch(/\.$/);
  });

  it.each([
    [
      "never",
      "lost_card stolen_card pickup_card fraudulent incorrect_number invalid_number invalid_account " +
        "revocation_of_authorization revocation_of_all_authorizations stop_payment_order transaction_not_allowed " +
        "restricted_card card_not_supported currency_not_supported highest_risk_level payment_method_unusable",
    ],
    ["card_data", "expired_card incorrect_cvc invalid_cvc invalid_expiry_month invalid_expiry_year"],
    ["needs_customer", "authentication_required"],
    ["technical", "processing_error"],
    ["soft", "insufficient_funds do_not_honor generic_decline card_velocity_exceeded call_issuer try_again_later"],
  ])("knows the codes that are %s, from the bank and from the API", (declineClass, codes) => {
    for (const code of codes.split(" ")) {
      expect([code, declined({ declineCode: code }).class]).toEqual([code, declineClass]);
      expect([code, declined({ code }).class]).toEqual([code, declineClass]);
    }
  });

  it("does not let the customer's text tell why a card must not be used again", () => {
    const codes = ["lost_card", "stolen_card", "fraudulent", "pickup_card", "card_not_supported", "restricted_card"];
    const texts = new Set(codes.map((declineCode) => declined({ declineCode }).customerMessage));
    expect([...texts]).toEqual(["Your card was declined. Please use another card."]);
  });
});
