import type { ConfirmResult, Decline, Payment } from "../../../integrations/stripe";
import { declinedAnswer, toAnswer } from "./charge-answer";

const NOW = new Date("2026-01-31T00:00:00Z");
const payment = { id: "pi_1", chargeId: "ch_1", state: "succeeded", amountReceived: 100 } as Payment;
const decline = (kind: Decline["kind"]): Decline => ({
  code: "card_declined",
  declineCode: "stolen_card",
  adviceCode: null,
  networkAdviceCode: null,
  networkDeclineCode: null,
  message: "Your card was reported stolen.",
  chargeId: "ch_2",
  paymentMethodId: "pm_1",
  kind,
});

describe("what the card processor's answer means", () => {
  it("a success makes the invoice paid", () => {
    expect(toAnswer({ outcome: "succeeded", payment }, NOW)).toEqual({
      result: { state: "succeeded", paymentIntentId: "pi_1", chargeId: "ch_1", received: 100 },
      effect: { kind: "paid" },
    });
  });

  it("a refusal is kept with its codes, told in neutral words and not tried again by itself", () => {
    const answer = toAnswer({ outcome: "declined", decline: decline("never"), payment }, NOW);
    expect(answer.result).toMatchObject({ state: "declined", declineCode: "stolen_card", declineClass: "never" });
    expect(answer.effect).toEqual({
      kind: "failed",
      failure: {
        at: "2026-01-31T00:00:00.000Z",
        declineClass: "never",
        reason: "Your card was declined. Please use another card.",
      },
      nextChargeAt: null,
    });
  });

  it("a confirmation that the bank wants is a failure with another advice", () => {
    for (const given of [{ ...decline("needs_customer"), declineCode: "authentication_required" }, null]) {
      const answer = toAnswer({ outcome: "needs_action", decline: given, payment }, NOW);
      expect(answer.result.state).toBe("needs_action");
      expect(answer.effect).toMatchObject({ failure: { reason: expect.stringContaining("confirm this payment") } });
    }
  });

  it.each<[ConfirmResult, string, string]>([
    [{ outcome: "processing", payment }, "processing", "2026-01-31T01:00:00.000Z"],
    [{ outcome: "unknown", reason: "timeout", requestId: null }, "unknown", "2026-01-31T00:05:00.000Z"],
  ])("%j leaves the invoice open and looks again", (result, state, at) => {
    const answer = toAnswer(result, NOW);
    expect(answer.result.state).toBe(state);
    expect(answer.effect).toEqual({ kind: "wait", nextChargeAt: new Date(at) });
  });

  it.each([
    ["canceled", "payment_canceled"],
    ["lapsed", "lapsed"],
  ] as const)("a payment that is %s ends the attempt, and the next one may begin at once", (outcome, code) => {
    expect(toAnswer({ outcome, payment }, NOW)).toMatchObject({
      result: { state: "declined", code },
      effect: { kind: "wait", nextChargeAt: NOW },
    });
  });

  it("a card that is gone is a refusal without a bank", () => {
    expect(declinedAnswer("payment_method_unusable", "No such card.", NOW)).toMatchObject({
      result: { state: "declined", declineClass: "never" },
      effect: { kind: "failed" },
    });
  });
});
