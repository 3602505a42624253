import type { Checkout } from "../../../modules/checkout";
import type { OrderProgress, ProgressStep } from "../../provisioning/progress";
import { type OrderFacts, progressOf } from "./checkout-progress";

const AT = new Date("2026-03-15T10:00:00.000Z");
const CHECKOUT: Checkout = {
  id: "cspchk_1",
  cartId: "cart_1",
  companyId: "cspcom_1",
  customerId: "cus_1",
  quoteId: "cspquo_1",
  quoteHash: "hash",
  state: "open",
  attempt: 1,
  amount: 24_602,
  currency: "USD",
  billingAccountId: "acc_1",
  paymentCollectionId: null,
  paymentSessionId: null,
  stripeSessionId: null,
  redirectUrl: "https://pay.example",
  paymentIntentId: null,
  consent: { textVersion: "2026-11", agreedAt: AT, ip: null, userAgent: null },
  poNumber: null,
  orderId: null,
  closedReason: null,
  declineReason: null,
  refusedBy: null,
  createdAt: AT,
  expiresAt: AT,
  authorisedAt: null,
  orderedAt: null,
};
const ORDERED: Checkout = { ...CHECKOUT, state: "ordered", orderId: "order_1", authorisedAt: AT, orderedAt: AT };
const NOT_YET: ProgressStep = { state: "todo", at: null };
const DONE: ProgressStep = { state: "done", at: AT };
const FAILED: ProgressStep = { state: "failed", at: AT };
const NOTHING_YET: OrderProgress = {
  enqueued: true,
  tenant: NOT_YET,
  agreement: NOT_YET,
  ordered: NOT_YET,
  live: NOT_YET,
  invoiced: NOT_YET,
  settlement: null,
  refusal: null,
  subscriptionIds: [],
  standing: null,
};
const ALL_DONE = { tenant: DONE, agreement: DONE, ordered: DONE, live: DONE, invoiced: DONE };

function facts(progress: Partial<OrderProgress>, lineCount = 2): OrderFacts {
  return { displayId: 1, lineCount, progress: { ...NOTHING_YET, ...progress }, invoice: null };
}
const states = (checkout: Checkout, order: OrderFacts | null) =>
  progressOf(checkout, order)
    .steps.map((step) => `${step.key} ${step.state}`)
    .join(", ");

describe("the working page's truth", () => {
  it("waits for the card, and says when one was declined", () => {
    expect(progressOf(CHECKOUT, null)).toMatchObject({ state: "awaiting_payment", refusal: null });
    expect(states(CHECKOUT, null)).toMatch(/^paid doing, tenant todo/);
    const declined = { ...CHECKOUT, declineReason: "Your bank declined.", refusedBy: "bank" as const };
    expect(progressOf(declined, null)).toMatchObject({
      state: "payment_failed",
      refusal: { reason: "Your bank declined.", by: "bank" },
    });
    expect(states(declined, null)).toMatch(/^paid failed, tenant todo/);
  });

  it("tells an authorisation that was released from one that stands", () => {
    const closed = { state: "failed", authorisedAt: AT, closedReason: "It was released." } as const;
    const failed = { ...CHECKOUT, ...closed, refusedBy: "nobody" as const };
    expect(progressOf(failed, null)).toMatchObject({
      state: "payment_failed",
      refusal: { reason: "It was released.", by: "nobody" },
    });
    expect(progressOf({ ...failed, refusedBy: null }, null).refusal).toEqual({ reason: "It was released.", by: null });
    expect(states(failed, null)).toMatch(/^paid failed/);
    const authorised = { ...CHECKOUT, state: "authorised" as const, authorisedAt: AT };
    expect(progressOf(authorised, null).state).toBe("authorised");
    expect(states(authorised, null)).toMatch(/^paid done, tenant todo/);
    expect(progressOf({ ...CHECKOUT, state: "expired" }, null).state).toBe("expired");
  });

  it("does one step at a time", () => {
    expect(states(ORDERED, facts({}))).toBe(
      "paid done, tenant doing, agreement todo, ordered todo, live todo, invoiced todo",
    );
    expect(states(ORDERED, facts({ tenant: DONE, agreement: DONE, ordered: { state: "doing", at: null } }))).toBe(
      "paid done, tenant done, agreement done, ordered doing, live todo, invoiced todo",
    );
    expect(progressOf(ORDERED, facts({})).state).toBe("ordering");
  });

  it("is live when every line is, partly when the vendor refused some", () => {
    const both = facts({ ...ALL_DONE, settlement: "invoiced", subscriptionIds: ["a", "b"] });
    expect(progressOf(ORDERED, both).state).toBe("live");
    const refusal = { reason: "One line was refused.", whole: false, canceled: false, by: "vendor" as const };
    const one = facts({ ...ALL_DONE, settlement: "invoiced", subscriptionIds: ["a"], refusal });
    expect(progressOf(ORDERED, one)).toMatchObject({
      state: "partly_live",
      refusal: { reason: refusal.reason, by: "vendor" },
    });
    expect(progressOf(ORDERED, facts({ subscriptionIds: ["a"] })).state).toBe("ordering");
  });

  describe("after a refusal", () => {
    const refusal = { reason: "The domain was taken.", whole: true, canceled: false, by: "vendor" as const };
    const ended = { tenant: DONE, agreement: FAILED, ordered: FAILED, live: FAILED, refusal };
    const releasing = facts({ ...ended, invoiced: { state: "doing", at: null } });

    it("nothing else begins but giving the money back, which is not done before the books say so", () => {
      expect(progressOf(ORDERED, releasing)).toMatchObject({
        state: "refused",
        refusal: { reason: refusal.reason, by: "vendor" },
      });
      expect(states(ORDERED, releasing)).toBe(
        "paid done, tenant done, agreement failed, ordered todo, live todo, released doing",
      );
      expect(states(ORDERED, facts({ ...ended, invoiced: NOT_YET }))).toMatch(/released doing$/);
      const released = facts({ ...ended, invoiced: DONE, settlement: "nothing_live" });
      expect(progressOf(ORDERED, released).steps.at(-1)).toEqual({ key: "released", state: "done", at: AT });
    });

    it.each(["vendor", "seller", "nobody", "bank", null] as const)("it is told whose doing it was: %s", (by) => {
      const order = facts({ ...ended, refusal: { ...refusal, by } });
      expect(progressOf(ORDERED, order).refusal).toEqual({ reason: refusal.reason, by });
    });

    it("a cancellation is told as one", () => {
      const canceled = facts({ ...ended, refusal: { ...refusal, canceled: true, by: "nobody" } });
      expect(progressOf(ORDERED, canceled).state).toBe("canceled");
      expect(states(ORDERED, canceled)).toMatch(/released doing$/);
    });
  });
});
