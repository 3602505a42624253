import type { ConfirmResult, Decline, Payment } from "../../../integrations/stripe";
import { declinedAnswer, toAnswer } from "./charge-answer";

const NOW = new Date("2026-01-31T00:00:00Z");
const payment = { id: "pi_1", chargeId: "ch_1", state: "succeeded" } as Payment;
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
      result: { state: "succeeded", paymentIntentId: "pi_1", chargeId: "ch_1" },
      effect: { kind: "paid", paymentIntentId: "pi_1" },
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
        reason: "Your bank declined the card. Please use another card.",
      },
      nextChargeAt: null,
    });
  });

  it("a confirmation that the bank wants is a failure with another advice", () => {
    for (const given of [decline("needs_customer"), null]) {
      const answer = toAnswer({ outcome: "needs_action", decline: given, payment }, NOW);
      expect(answer.result.state).toBe("needs_action");
      expect(answer.effect).toMatchObject({ failure: { reason: expect.stringContaining("confirm the payment") } });
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

  it("a payment that was closed, or could not be asked for, ends the attempt", () => {
    expect(toAnswer({ outcome: "canceled", payment }, NOW).result).toMatchObject({
      state: "declined",
      code: "payment_canceled",
    });
    expect(declinedAnswer("no_card", "There is no saved card to charge.", "card_data", NOW).effect.kind).toBe("failed");
  });
});
