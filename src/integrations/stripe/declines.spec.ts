import { declineKind, readDecline } from "./declines";

const codes = (given: Partial<Parameters<typeof declineKind>[0]>) => ({
  code: "card_declined",
  declineCode: null,
  adviceCode: null,
  networkAdviceCode: null,
  ...given,
});

describe("declineKind", () => {
  it.each([
    [{ code: "authentication_required", declineCode: "authentication_required" }, "needs_customer"],
    [{ declineCode: "authentication_required" }, "needs_customer"],
    [{ declineCode: "insufficient_funds", adviceCode: "do_not_try_again" }, "never"],
    [{ declineCode: "do_not_honor", networkAdviceCode: "03" }, "never"],
    [{ declineCode: "do_not_honor", networkAdviceCode: "21" }, "never"],
    [{ declineCode: "do_not_honor", networkAdviceCode: "02" }, "soft"],
    [{ declineCode: "stolen_card" }, "never"],
    [{ declineCode: "lost_card", adviceCode: "try_again_later" }, "soft"],
    [{ declineCode: "generic_decline", adviceCode: "confirm_card_data" }, "card_data"],
    [{ code: "expired_card", declineCode: "expired_card" }, "card_data"],
    [{ code: "incorrect_cvc" }, "card_data"],
    [{ code: "processing_error" }, "technical"],
    [{ code: "processing_error", adviceCode: "try_again_later" }, "technical"],
    [{ declineCode: "insufficient_funds" }, "soft"],
    [{ declineCode: "insufficient_funds", adviceCode: "try_again_later" }, "soft"],
    [{ declineCode: "a_code_of_tomorrow" }, "soft"],
  ])("judges %p as %s", (given, kind) => {
    expect(declineKind(codes(given))).toBe(kind);
  });
});

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
