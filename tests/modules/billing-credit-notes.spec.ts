import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { discardDraft, issueDraft } from "../../src/processes/billing/drafts/drafts";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");
const LATER = new Date("2026-02-03T09:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;
let accountId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_credit");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  accountId = await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  world.addSubscription({
    id: "sub_2",
    companyId: "acme",
    startedOn: "2026-01-31",
    quantity: 3,
    unitTermPrice: 12_000,
  });
  await database.billing.markDue(["acme"], NOW);
});

const run = (now: Date) => runBilling(world.container, { now, trigger: "ticker" });
const documents = async () => (await database.billing.invoices.list({ limit: 20, offset: 0 })).invoices.reverse();
const first = async () => {
  const [invoice] = await documents();
  const detail = await database.billing.invoices.detail(invoice?.id ?? "");
  if (!detail) throw new Error("There is no invoice.");
  return detail;
};
const balance = async () => (await database.billing.accounts.byId(accountId))?.creditBalance;
const pay = (id: string) =>
  database
    .db("csp_invoice")
    .where({ id })
    .update({ status: "paid", paid_at: NOW, amount_paid: database.db.ref("gross") });
const credit = async (more: Partial<Parameters<typeof createCreditNote>[1]> = {}) =>
  createCreditNote(world.container, {
    invoiceId: (await first()).id,
    reason: "goodwill",
    text: "Outage on 2 February",
    lines: "all",
    actor: "user_1",
    now: LATER,
    ...more,
  });

describe("a credit note", () => {
  beforeEach(() => run(NOW));

  it("over a whole unpaid invoice makes it void, without credit and without a charge", async () => {
    const note = await credit();
    expect(note).toMatchObject({
      number: "CN-2026-000001",
      kind: "credit_note",
      net: -25_000,
      tax: -2_500,
      gross: -27_500,
    });
    expect(await first()).toMatchObject({ status: "void", amountCredited: 27_500, amountDue: 0, nextChargeAt: null });
    expect(await balance()).toBe(0);
    const { entries } = await database.billing.journal.list({ accountId, limit: 5, offset: 0 });
    expect(entries).toMatchObject([
      { action: "invoice_credited", actor: "user_1", detail: { gross: 27_500, reduced: 27_500 } },
    ]);
  });

  it("over a paid invoice becomes credit, which the next invoice uses", async () => {
    await pay((await first()).id);
    await credit();
    expect(await balance()).toBe(27_500);
    await run(new Date("2026-02-28T00:00:00Z"));
    const last = (await documents()).find((one) => one.periodKey === "2026-02-28");
    expect(last).toMatchObject({ gross: 27_500, creditApplied: 27_500, status: "paid", amountDue: 0 });
    expect(await balance()).toBe(0);
  });

  it("over a part reduces what is asked for, by line, with the tax the line bore", async () => {
    const [small, large] = [...(await first()).lines].sort((a, b) => a.net - b.net);
    await credit({ lines: [{ lineId: large?.id ?? "", net: 1_001 }] });
    expect(await first()).toMatchObject({ status: "open", amountCredited: 1_101, amountDue: 26_399 });
    await credit({ lines: [{ lineId: small?.id ?? "", net: 3_000 }] });
    await credit();
    const notes = (await documents()).filter((one) => one.kind === "credit_note");
    expect(notes.map((note) => note.number)).toEqual(["CN-2026-000001", "CN-2026-000002", "CN-2026-000003"]);
    expect(notes.reduce((sum, note) => sum + note.gross, 0)).toBe(-27_500);
    expect(notes.reduce((sum, note) => sum + note.tax, 0)).toBe(-2_500);
    expect(await first()).toMatchObject({ status: "void", amountDue: 0 });
  });

  it("never gives back more than there is, and says which line", async () => {
    const line = (await first()).lines[0];
    await expect(credit({ lines: [{ lineId: line?.id ?? "", net: (line?.net ?? 0) + 1 }] })).rejects.toThrow(
      line?.id ?? "?",
    );
    await expect(credit({ lines: [{ lineId: "cspinl_x", net: 1 }] })).rejects.toThrow("cspinl_x");
    await credit();
    await expect(credit()).rejects.toThrow();
    expect(await documents()).toHaveLength(2);
  });

  it("twice at once gives back once", async () => {
    await pay((await first()).id);
    const results = await Promise.allSettled([credit(), credit()]);
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await balance()).toBe(27_500);
  });

  it.each(["goodwill", "correction"] as const)(
    "planned beside another %s for other lines is planned anew and stands",
    async (reason) => {
      const [one, other] = (await first()).lines.map((line) => [{ lineId: line.id, net: line.net }]);
      const issue = database.billing.issueCreditNote.bind(database.billing);
      jest.spyOn(database.billing, "issueCreditNote").mockImplementationOnce(async (input) => {
        await credit({ lines: other, reason });
        return issue(input);
      });
      await credit({ lines: one, reason });
      expect((await documents()).filter((document) => document.kind === "credit_note")).toHaveLength(2);
    },
  );

  it("waits while a payment of the invoice is under way", async () => {
    const { id } = await first();
    await database.billing.attempts.openOrPlan({
      invoiceId: id,
      amount: 27_500,
      currency: "USD",
      paymentMethodId: "pm",
      cardLabel: "Visa 4242",
      now: NOW,
    });
    await expect(credit()).rejects.toThrow("under way");
    expect(await documents()).toHaveLength(1);
  });

  it("as a goodwill is never billed again; as a correction it is billed anew by the next run, once", async () => {
    await credit({ lines: [{ lineId: (await first()).lines[0]?.id ?? "", net: 100 }] });
    await database.billing.markDue(["acme"], LATER);
    expect(await run(LATER)).toMatchObject({ done: 1, invoices: 0, creditNotes: 0 });

    const other = (await first()).lines[1];
    await credit({ reason: "correction", lines: [{ lineId: other?.id ?? "", net: other?.net ?? 0 }] });
    expect(await run(LATER)).toMatchObject({ done: 1, invoices: 1, lines: 1 });
    const again = (await documents()).at(-1);
    expect(again).toMatchObject({ kind: "recurring", net: other?.net });
    await database.billing.markDue(["acme"], LATER);
    expect(await run(LATER)).toMatchObject({ done: 1, invoices: 0, creditNotes: 0 });
  });

  it("as a correction takes lines back whole or not at all", async () => {
    const line = (await first()).lines[0];
    await expect(credit({ reason: "correction", lines: [{ lineId: line?.id ?? "", net: 1 }] })).rejects.toThrow(
      "as a whole",
    );
  });

  it("tried out writes nothing", async () => {
    expect(await credit({ dryRun: true })).toMatchObject({ number: null, gross: -27_500 });
    expect(await documents()).toHaveLength(1);
  });

  it("cannot itself be credited", async () => {
    await credit();
    const note = (await documents()).find((one) => one.kind === "credit_note");
    await expect(credit({ invoiceId: note?.id ?? "" })).rejects.toThrow("cannot be credited");
    await expect(credit({ invoiceId: "cspinv_x" })).rejects.toThrow("not found");
  });
});

describe("an account whose invoices a person reviews", () => {
  beforeEach(async () => {
    await database.billing.accounts.change(accountId, { invoiceApproval: "review" });
  });

  it("gets drafts without a number, which are billed once however often the run looks", async () => {
    expect(await run(NOW)).toMatchObject({ done: 1, invoices: 0, drafts: 1 });
    await database.billing.markDue(["acme"], NOW);
    expect(await run(NOW)).toMatchObject({ done: 1, drafts: 0 });
    expect(await documents()).toMatchObject([{ status: "draft", number: null, nextChargeAt: null }]);
    expect(await database.billing.invoices.unmailed(5)).toEqual([]);
  });

  it("issues a draft with the number and the day of the issue; throwing one away leaves no gap", async () => {
    await run(NOW);
    await run(new Date("2026-02-28T00:00:00Z"));
    const [january, february] = await documents();
    await discardDraft(world.container, { invoiceId: january?.id ?? "", actor: "user_1", now: LATER });
    const issued = await issueDraft(world.container, { invoiceId: february?.id ?? "", actor: "user_1", now: LATER });
    expect(issued).toMatchObject({
      number: "INV-2026-000001",
      status: "open",
      issuedOn: "2026-02-03",
      nextChargeAt: LATER,
    });
    await expect(
      issueDraft(world.container, { invoiceId: february?.id ?? "", actor: "user_1", now: LATER }),
    ).rejects.toThrow("not a draft");
    await expect(
      discardDraft(world.container, { invoiceId: february?.id ?? "", actor: "user_1", now: LATER }),
    ).rejects.toThrow("not a draft");
    // What the discarded draft billed is found again.
    expect(await run(LATER)).toMatchObject({ drafts: 1 });
    const again = (await documents()).find((one) => one.status === "draft");
    expect(again).toMatchObject({ net: january?.net, periodKey: "2026-01-31" });
    const { entries } = await database.billing.journal.list({ accountId, limit: 9, offset: 0 });
    expect(entries.map((entry) => entry.action)).toEqual(["draft_issued", "draft_discarded"]);
  });

  it("a draft uses credit only when it is issued", async () => {
    await run(NOW);
    const [draft] = await documents();
    await database.db("csp_billing_account").update({ credit_balance: 5_000 });
    expect(draft).toMatchObject({ creditApplied: 0 });
    expect(await issueDraft(world.container, { invoiceId: draft?.id ?? "", actor: "u", now: LATER })).toMatchObject({
      creditApplied: 5_000,
      amountDue: 22_500,
    });
    expect(await balance()).toBe(0);
  });
});

describe("what was issued", () => {
  beforeEach(() => run(NOW));

  it.each(["csp_invoice", "csp_invoice_line", "csp_credit_entry", "csp_billing_journal"])(
    "%s cannot be emptied",
    async (table) => {
      if (table === "csp_billing_journal") {
        await credit();
        await expect(database.db.raw(`delete from ${table}`)).rejects.toThrow("never changed or deleted");
      } else {
        await expect(database.db.raw(`truncate ${table} cascade`)).rejects.toThrow("never changed or deleted");
      }
    },
  );

  it("does not give back a credit that was written", async () => {
    await pay((await first()).id);
    await credit();
    await expect(database.db.raw("update csp_credit_entry set amount = 1")).rejects.toThrow("never changed");
    await expect(database.db.raw("update csp_invoice set amount_credited = -1")).rejects.toThrow();
  });
});
