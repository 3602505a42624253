import { setTimeout as wait } from "node:timers/promises";
import { checkStripeSettings } from "../../src/integrations/stripe/config";
import type { OpenCheckout, PaymentPage } from "../../src/modules/checkout";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const EXPIRES = new Date("2026-03-15T11:00:00.000Z");
const OPEN: OpenCheckout = {
  cartId: "cart_1",
  companyId: "cspcom_1",
  customerId: "cus_1",
  quoteId: "cspquo_1",
  quoteHash: "hash",
  amount: 23_430,
  currency: "USD",
  billingAccountId: "acc_1",
  consent: { textVersion: "2026-11", agreedAt: NOW, ip: null, userAgent: null },
  poNumber: null,
  expiresAt: EXPIRES,
};
const page = (n: number): PaymentPage => ({
  paymentCollectionId: "pay_col_1",
  paymentSessionId: `payses_${n}`,
  stripeSessionId: `cs_${n}`,
  redirectUrl: `https://pay.example/${n}`,
});

describe("checkout module", () => {
  let database: PurchaseDatabase;
  beforeAll(async () => {
    database = await createPurchaseDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.clear());

  async function opened() {
    const lease = await database.checkouts.beginAttempt(OPEN, NOW);
    if (lease.outcome !== "leased") {
      throw new Error(`The attempt ended as ${lease.outcome}.`);
    }
    return database.checkouts.attachPage(lease.checkout.id, lease.token, page(1), NOW);
  }

  async function leased(id: string) {
    const lease = await database.checkouts.lease(id, NOW);
    if (lease.outcome !== "leased") {
      throw new Error(`The lease ended as ${lease.outcome}.`);
    }
    return lease;
  }

  it("opens one attempt per cart when two requests come at once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => database.checkouts.beginAttempt(OPEN, NOW)));
    expect(results.map((result) => result.outcome).sort()).toEqual(["busy", "busy", "leased"]);
    expect(await database.db("csp_checkout").count("* as count").first()).toEqual({ count: "1" });
  });

  it("counts attempts up and forgets the old page", async () => {
    const first = await opened();
    expect(first).toMatchObject({ attempt: 1, state: "open", amount: 23_430, redirectUrl: "https://pay.example/1" });
    const second = await database.checkouts.beginAttempt({ ...OPEN, amount: 100 }, NOW);
    expect(second).toMatchObject({ outcome: "leased", checkout: { id: first.id, attempt: 2, amount: 100 } });
    expect(await database.checkouts.findByStripeSession("cs_1")).toBeNull();
  });

  it("lets one of many workers complete it, and sets the order once", async () => {
    const { id } = await opened();
    const leases = await Promise.all([1, 2, 3, 4].map(() => database.checkouts.lease(id, NOW)));
    expect(leases.map((lease) => lease.outcome).sort()).toEqual(["busy", "busy", "busy", "leased"]);
    const winner = leases.find((lease) => lease.outcome === "leased");
    const token = winner?.outcome === "leased" ? winner.token : "";
    await database.checkouts.markAuthorised(id, token, "pi_1", NOW);
    expect(await database.checkouts.isOrdering(OPEN.companyId)).toBe(true);
    await database.checkouts.markOrdered(id, token, "order_1", NOW);
    expect(await database.checkouts.lease(id, NOW)).toMatchObject({
      outcome: "ordered",
      checkout: { orderId: "order_1" },
    });
    expect(await database.checkouts.beginAttempt(OPEN, NOW)).toMatchObject({ outcome: "ordered" });
    expect(await database.checkouts.findByOrder("order_1")).toMatchObject({ id, state: "ordered" });
    expect(await database.checkouts.nextDueAt()).toBeNull();
  });

  it("never reopens an authorised checkout, because money is held for it", async () => {
    const { id } = await opened();
    const { token } = await leased(id);
    await database.checkouts.markAuthorised(id, token, "pi_1", NOW);
    await database.checkouts.release(id, token, NOW, "database down");
    expect(await database.checkouts.beginAttempt(OPEN, NOW)).toEqual({ outcome: "busy" });
    expect(await database.checkouts.progress(id)).toEqual({ tries: 1, lastError: "database down" });
  });

  it("gives a dead worker's checkout to the next one, and refuses the dead one's writes", async () => {
    const { id } = await opened();
    const dead = await leased(id);
    await database.expireLeases();
    const next = await leased(id);
    await expect(database.checkouts.markOrdered(id, dead.token, "order_x", NOW)).rejects.toMatchObject({
      type: "conflict",
    });
    await database.checkouts.markOrdered(id, next.token, "order_1", NOW);
    expect(await database.checkouts.retrieve(id)).toMatchObject({ orderId: "order_1" });
  });

  it("is kept by its holder while the card processor answers each call only at its last try", async () => {
    const { id } = await opened();
    const { timeoutMs, maxNetworkRetries } = checkStripeSettings({ secretKey: "sk_test_1" });
    // The release or the look at the payment, the card, and twice the payment in Medusa's completion.
    const slowMs = 4 * timeoutMs * (maxNetworkRetries + 1);
    const { token } = await leased(id);
    const { now } = performance;
    const later = jest.spyOn(performance, "now").mockImplementation(() => now.call(performance) + slowMs);
    await database.db("csp_checkout").update({ lease_until: database.db.raw("now() + interval '9 s'") });
    await wait(10_500);
    later.mockRestore();
    expect(await database.checkouts.lease(id, NOW)).toEqual({ outcome: "busy" });
    await database.checkouts.markOrdered(id, token, "order_1", NOW);
  });

  it("is due at once when whoever was completing it died, however far off its next look was", async () => {
    const { id } = await opened();
    await leased(id);
    expect(await database.checkouts.listDue(NOW, 10)).toEqual([]);
    await database.expireLeases();
    expect(await database.checkouts.listDue(NOW, 10)).toMatchObject([{ id }]);
  });

  it("makes one order belong to one checkout", async () => {
    const first = await opened();
    await database.checkouts.markOrdered(first.id, (await leased(first.id)).token, "order_1", NOW);
    const other = await database.checkouts.beginAttempt({ ...OPEN, cartId: "cart_2" }, NOW);
    const { token, id } =
      other.outcome === "leased" ? { token: other.token, id: other.checkout.id } : { token: "", id: "" };
    await expect(database.checkouts.markOrdered(id, token, "order_1", NOW)).rejects.toThrow(/csp_checkout_order/);
  });

  it("comes up for a look soon after it opened, while nobody holds it, and not after it is closed", async () => {
    const { id } = await opened();
    const firstLook = await database.checkouts.nextDueAt();
    expect(firstLook).toEqual(new Date("2026-03-15T10:02:00.000Z"));
    expect(await database.checkouts.listDue(NOW, 10)).toEqual([]);
    expect(await database.checkouts.listDue(EXPIRES, 10)).toMatchObject([{ id, tries: 0 }]);
    const lease = await leased(id);
    expect(await database.checkouts.listDue(EXPIRES, 10)).toEqual([]);
    expect(await database.checkouts.nextDueAt()).toBeNull();
    await database.checkouts.close(id, lease.token, "expired", "ran out", NOW);
    expect(await database.checkouts.listDue(EXPIRES, 10)).toEqual([]);
    expect(await database.checkouts.retrieve(id)).toMatchObject({ state: "expired", redirectUrl: null });
  });

  it("is due after it was ordered until the order was announced, to one worker at a time", async () => {
    const { id } = await opened();
    await database.checkouts.markOrdered(id, (await leased(id)).token, "order_1", NOW);
    expect(await database.checkouts.listDue(EXPIRES, 10)).toEqual([]);
    expect(await database.checkouts.listUnannounced(NOW, 10)).toEqual([id]);
    const lease = await database.checkouts.leaseUnannounced(id, NOW);
    expect(lease).toMatchObject({ checkout: { orderId: "order_1" }, tries: 0 });
    expect(await database.checkouts.leaseUnannounced(id, NOW)).toBeNull();
    await database.checkouts.release(id, lease?.token ?? "", EXPIRES, "the handler failed");
    expect(await database.checkouts.listUnannounced(NOW, 10)).toEqual([]);
    expect(await database.checkouts.nextAnnouncementAt()).toEqual(EXPIRES);
    // Who had listed it before comes too late: it is to wait.
    expect(await database.checkouts.leaseUnannounced(id, NOW)).toBeNull();
    const dead = await database.checkouts.leaseUnannounced(id, EXPIRES);
    expect(dead?.tries).toBe(1);
    await database.expireLeases();
    const next = await database.checkouts.leaseUnannounced(id, EXPIRES);
    await database.checkouts.markAnnounced(id, dead?.token ?? "");
    expect(await database.checkouts.nextAnnouncementAt()).toBeNull();
    await database.checkouts.release(id, next?.token ?? "", NOW);
    expect(await database.checkouts.listUnannounced(NOW, 10)).toEqual([id]);
    const last = await database.checkouts.leaseUnannounced(id, NOW);
    await database.checkouts.markAnnounced(id, last?.token ?? "");
    await database.expireLeases();
    expect(await database.checkouts.listUnannounced(EXPIRES, 10)).toEqual([]);
    expect(await database.checkouts.leaseUnannounced(id, EXPIRES)).toBeNull();
  });

  it("finds a checkout for its own company only", async () => {
    const { id } = await opened();
    expect(await database.checkouts.find(id, OPEN.companyId)).toMatchObject({ id });
    expect(await database.checkouts.find(id, "cspcom_other")).toBeNull();
  });

  it("refuses an ordered state without order in the table itself", async () => {
    const { id } = await opened();
    await expect(database.db("csp_checkout").where({ id }).update({ state: "ordered" })).rejects.toThrow(
      /check constraint/,
    );
  });
});
