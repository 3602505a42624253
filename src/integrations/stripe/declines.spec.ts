import { readDecline } from "./declines";

describe("readDecline", () => {
  it("keeps every code, with null for what was not said", () => {
    expect(
      readDecline({
        code: "card_declined",
        decline_code: "insufficient_funds",
        message: "Your card has insufficient funds.",
        charge: "ch_1",
        payment_method: "pm_1",
      }),
    ).toEqual({
      code: "card_declined",
      declineCode: "insufficient_funds",
      adviceCode: null,
      networkAdviceCode: null,
      networkDeclineCode: null,
      message: "Your card has insufficient funds.",
      chargeId: "ch_1",
      paymentMethodId: "pm_1",
      kind: "soft",
    });
  });

  it("copes with an error that says nothing", () => {
    expect(readDecline({})).toMatchObject({ code: "card_declined", message: "The card was declined.", kind: "soft" });
  });
});
