import { addDays, addMonthsFromAnchor, daysBetween, type LocalDate } from "../../../src/domain/calendar";
import { BILLING_MODULE, type BillingAccount } from "../../../src/modules/billing";
import { SUBSCRIPTION_MODULE } from "../../../src/modules/subscription";
import { changeAccount, chargeDuty, createCreditNote, runBilling } from "../../../src/processes/billing";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, Json, type Visitor } from "../../support/purchase/visitor";

const DAY_MS = 24 * 60 * 60 * 1000;
const ACTOR = "user_test";

export function billingStoreTests(world: () => ShopWorld): void {
  it("announces the next invoice as the run then writes it, line by line, with credit used up", async () => {
    const { buyer, start } = await buy(world(), 10);
    await credit(world(), await onlyInvoice(buyer), "50.00");
    const answer = await buyer.expect(200, "GET", "/store/csp/billing/next-invoice");
    expect(answer.at("held_up").value).toBe(false);
    const planned = answer.at("next_invoice");
    expect(planned.value).toMatchObject({
      kind: "recurring",
      run_on: monthsAfter(start, 1),
      run_at: midnight(monthsAfter(start, 1)),
      reviewed: false,
      others: [],
    });
    expect(cents(planned.at("credit_applied"))).toBe(5325);
    expect(cents(planned.at("amount_due"))).toBe(cents(planned.at("total")) - 5325);

    await runOn(world(), monthsAfter(start, 1));
    const [issued] = await invoices(buyer);
    const written = await buyer.expect(200, "GET", `/store/csp/invoices/${issued?.id}`);
    expectSameMoney(planned, written.at("invoice"));
    expect(written.at("invoice", "status").value).toBe("open");
    await chargeDuty.run(world().container, world().now);
    const paid = await buyer.expect(200, "GET", `/store/csp/invoices/${issued?.id}`);
    expect(paid.at("invoice").value).toMatchObject({
      status: "paid",
      amount_paid: planned.at("amount_due").value,
      amount_due: { amount: "0.00", currency: "USD" },
    });
    const after = await buyer.expect(200, "GET", "/store/csp/billing/next-invoice");
    expect(after.at("next_invoice").value).toMatchObject({
      run_on: monthsAfter(start, 2),
      credit_applied: { amount: "0.00", currency: "USD" },
    });
  });

  it("announces nothing to whom nothing will be billed", async () => {
    const newcomer = await world().visitor().signUp();
    const nothing = { next_invoice: null, held_up: false };
    expect((await newcomer.expect(200, "GET", "/store/csp/billing/next-invoice")).value).toEqual(nothing);
    await newcomer.withCompany();
    expect((await newcomer.expect(200, "GET", "/store/csp/billing/next-invoice")).value).toEqual(nothing);
    expect((await newcomer.expect(200, "GET", "/store/csp/statement")).value).toEqual({ statement: null });
    await newcomer.expect(404, "GET", "/store/csp/statement?format=csv");
  });

  it("prices added seats as they are then charged, and the months after", async () => {
    const { buyer, start } = await buy(world(), 10);
    const id = await onlySubscription(buyer);
    world().advanceBy(7 * DAY_MS);
    const on = addDays(start, 7);
    const next = monthsAfter(start, 1);
    const [left, month] = [daysBetween(on, next), daysBetween(start, next)];
    const preview = await previewOf(buyer, id, 12);
    expect(preview.value).toMatchObject({
      subscription_id: id,
      quantity: 12,
      current_quantity: 10,
      from_on: on,
      valid_until_at: midnight(addDays(on, 1)),
      hash: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      charge: { at_once: true, on, kind: "recurring" },
      later: { period: "month", from_on: next },
    });
    expect(preview.at("change", "lines", 0).value).toMatchObject({
      kind: "seat_change",
      quantity: 2,
      days: left,
      reference_days: month,
      period: { start_on: on, last_on: addDays(next, -1) },
      formula: expect.stringMatching(new RegExp(`^2 seats x \\d+\\.\\d\\d USD x ${left}/${month} days`)),
    });
    const seat = cents(preview.at("change", "lines", 0, "unit_price"));
    expect(cents(preview.at("change", "net"))).toBe(2 * Math.floor((seat * left) / month));
    expect(cents(preview.at("later", "net"))).toBe(12 * seat);
    expect((await previewOf(buyer, id, 12)).text("hash")).toBe(preview.text("hash"));
    expect((await previewOf(buyer, id, 13)).text("hash")).not.toBe(preview.text("hash"));

    await changeSeats(world(), id, 12);
    await runOn(world(), on);
    const [issued] = await invoices(buyer);
    const written = (await buyer.expect(200, "GET", `/store/csp/invoices/${issued?.id}`)).at("invoice");
    expectSameMoney(preview.at("charge"), written);
    await runOn(world(), next);
    const [regular] = await invoices(buyer);
    expect(cents(new Json(regular).at("net"))).toBe(cents(preview.at("later", "net")));
  });

  it("prices returned seats as the credit that is then given", async () => {
    const { buyer, start } = await buy(world(), 10);
    const id = await onlySubscription(buyer);
    world().advanceBy(2 * DAY_MS);
    const preview = await previewOf(buyer, id, 7);
    expect(preview.at("charge", "kind").value).toBe("credit_note");
    expect(cents(preview.at("charge", "credit_earned"))).toBe(-cents(preview.at("charge", "total")));
    expect(preview.at("charge", "amount_due").value).toEqual({ amount: "0.00", currency: "USD" });
    const seat = cents(preview.at("change", "lines", 0, "unit_price"));
    expect(cents(preview.at("later", "net"))).toBe(7 * seat);

    await changeSeats(world(), id, 7);
    await runOn(world(), addDays(start, 2));
    const [note, invoice] = await invoices(buyer);
    expect(note).toMatchObject({
      kind: "credit_note",
      status: "issued",
      number: expect.stringMatching(/^CN-\d{4}-000001$/),
      total: preview.at("charge", "total").value,
      amount_due: { amount: "0.00", currency: "USD" },
    });
    expect(invoice).toMatchObject({ kind: "activation", status: "paid", amount_credited: { amount: "0.00" } });
    const statement = await statementOf(buyer);
    expect(statement.at("credit_balance").value).toEqual(preview.at("charge", "credit_earned").value);
    expect(cents(statement.at("closing_balance"))).toBe(-cents(statement.at("credit_balance")));
    await previewOf(buyer, id, 6);
    world().advanceBy(7 * DAY_MS);
    expect(await refusedFields(buyer, id, { quantity: 6 })).toEqual(["quantity"]);
  });

  it("says which field is wrong, and knows no subscription of someone else", async () => {
    const { buyer, start } = await buy(world(), 10);
    const id = await onlySubscription(buyer);
    for (const quantity of [0, 1.5, -1, "12", null, 301, 10, 1_000_001]) {
      expect([quantity, await refusedFields(buyer, id, { quantity })]).toEqual([quantity, ["quantity"]]);
    }
    expect(await refusedFields(buyer, id, { quantity: 12, price: 1 })).toEqual(["price"]);
    expect(await refusedFields(buyer, id, {})).toEqual(["quantity"]);
    expect((await previewOf(buyer, id, 300)).at("quantity").value).toBe(300);

    const { buyer: stranger } = await buy(world(), 1);
    await stranger.expect(404, "POST", seatPath(id), { quantity: 12 });
    await stranger.expect(404, "POST", seatPath("cspsub_none"), { quantity: 12 });
    await world().visitor().expect(401, "POST", seatPath(id), { quantity: 12 });
    await (await world().visitor().signUp()).expect(404, "POST", seatPath(id), { quantity: 12 });

    await subscriptions(world()).appendEvent(id, { type: "cancelled", on: addDays(start, 5) }, "test:cancelled");
    expect(await refusedFields(buyer, id, { quantity: 12 })).toEqual(["subscription"]);
  });

  it("adds up: what was owed, what changed it, what is owed", async () => {
    const { buyer, start } = await buy(world(), 10);
    const next = monthsAfter(start, 1);
    await credit(world(), await onlyInvoice(buyer), "50.00");
    await runOn(world(), next);
    const unpaid = await statementOf(buyer);
    const year = Number(next.slice(0, 4));
    expect(unpaid.at("period").value).toEqual({
      start_on: `${year}-01-01`,
      end_on: `${year + 1}-01-01`,
      last_on: `${year}-12-31`,
    });
    expect(unpaid.text("as_of_on")).toBe(world().now.toISOString().slice(0, 10));
    const kinds = (unpaid.at("rows").value as { kind: string }[]).map((row) => row.kind);
    expect(kinds).toEqual(["invoice", "credit_note", "payment", "invoice"]);
    expect(cents(unpaid.at("closing_balance"))).toBe((await owed(buyer)) - cents(unpaid.at("credit_balance")));
    expect(cents(unpaid.at("closing_balance"))).toBeGreaterThan(0);
    expect(unpaid.at("rows", 0, "document").value).toMatchObject({
      number: expect.stringMatching(/^INV-\d{4}-000001$/),
    });
    expect(unpaid.at("rows", 2, "card").value).toBe("Visa 4242");

    await chargeDuty.run(world().container, world().now);
    const settled = await statementOf(buyer);
    expect(settled.at("closing_balance").value).toEqual({ amount: "0.00", currency: "USD" });
    expect(await owed(buyer)).toBe(0);

    const before = await statementOf(buyer, `?from=${start}&to=${addDays(next, -1)}`);
    const after = await statementOf(buyer, `?from=${next}&to=${next}`);
    expect(before.at("opening_balance").value).toEqual({ amount: "0.00", currency: "USD" });
    expect(after.at("opening_balance").value).toEqual(before.at("closing_balance").value);
    expect(after.at("closing_balance").value).toEqual(settled.at("closing_balance").value);
    expect([before, after].flatMap((part) => part.at("rows").value)).toEqual(settled.at("rows").value);

    const csv = await buyer.call("GET", `/store/csp/statement?from=${start}&to=${next}&format=csv`);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toBe(`attachment; filename="statement-${start}-${next}.csv"`);
    const lines = String(csv.body.value).trimEnd().split("\r\n");
    expect(lines).toHaveLength(1 + 2 + (settled.at("rows").value as unknown[]).length);
    expect(lines.at(-1)).toBe(`${next},balance so far,,,,,0.00,USD`);
  });

  it("refuses days that do not exist, by field", async () => {
    const { buyer } = await buy(world(), 1);
    const fields = async (query: string) => (await buyer.expect(400, "GET", `/store/csp/statement?${query}`)).fields();
    expect(await fields("from=2026-02-30")).toEqual(["from"]);
    expect(await fields("to=2026-2-3")).toEqual(["to"]);
    expect(await fields("to=9999-12-31")).toEqual(["to"]);
    expect(await fields("from=yesterday&to=tomorrow")).toEqual(["from", "to"]);
    expect(await fields("from=2026-03-02&to=2026-03-01")).toEqual(["to"]);
    expect(await fields("format=xls")).toEqual(["format"]);
    expect(await fields("company=other")).toEqual(["company"]);
    await buyer.expect(200, "GET", "/store/csp/statement?from=&to=");
    await world().visitor().expect(401, "GET", "/store/csp/statement");
    await world().visitor().expect(401, "GET", "/store/csp/billing/next-invoice");
  });

  it("shows credit notes with what they correct, and never a draft", async () => {
    const { buyer, start } = await buy(world(), 10);
    const first = await onlyInvoice(buyer);
    await credit(world(), first, "50.00");
    const [note] = await invoices(buyer);
    const shown = (await buyer.expect(200, "GET", `/store/csp/invoices/${note?.id}`)).at("invoice");
    expect(shown.value).toMatchObject({
      kind: "credit_note",
      credited_invoice: { id: first, number: expect.stringMatching(/^INV-\d{4}-000001$/) },
      credit_reason: "Late delivery",
      credit_notes: [],
      net: { amount: "-50.00" },
      total: { amount: "-53.25" },
    });
    const credited = (await buyer.expect(200, "GET", `/store/csp/invoices/${first}`)).at("invoice");
    expect(credited.at("credit_notes").value).toEqual([
      expect.objectContaining({
        id: note?.id,
        number: expect.stringMatching(/^CN-\d{4}-000001$/),
        total: { amount: "-53.25", currency: "USD" },
      }),
    ]);
    expect(shown.at("e_invoice").value).toMatchObject({ available: false, obstacle: "no_vat" });
    const refused = await buyer.expect(422, "GET", `/store/csp/invoices/${note?.id}/xml`);
    expect(refused.value).toEqual({
      type: "no_e_invoice",
      obstacle: "no_vat",
      message: shown.text("e_invoice", "reason"),
    });

    const stranger = await world().visitor().readyToOrder();
    for (const path of ["", "/pdf", "/xml"]) {
      await stranger.expect(404, "GET", `/store/csp/invoices/${note?.id}${path}`);
      await world().visitor().expect(401, "GET", `/store/csp/invoices/${note?.id}${path}`);
    }

    const { id: accountId } = await account(world());
    const now = world().now;
    await changeAccount(world().container, { accountId, changes: { invoiceApproval: "review" }, actor: ACTOR, now });
    const next = await buyer.expect(200, "GET", "/store/csp/billing/next-invoice");
    expect(next.at("next_invoice", "reviewed").value).toBe(true);
    await runOn(world(), monthsAfter(start, 1));
    const { invoices: all } = await billing(world()).invoices.list({ limit: 10, offset: 0 });
    const draft = all.find((one) => one.status === "draft");
    expect(draft?.number).toBeNull();
    expect((await invoices(buyer)).map((one) => one.number)).toEqual([
      expect.stringMatching(/^CN-\d{4}-000001$/),
      expect.stringMatching(/^INV-\d{4}-000001$/),
    ]);
    expect((await buyer.expect(200, "GET", "/store/csp/invoices")).at("count").value).toBe(2);
    for (const path of ["", "/pdf", "/xml"]) {
      await buyer.expect(404, "GET", `/store/csp/invoices/${draft?.id}${path}`);
    }
    expect(JSON.stringify((await statementOf(buyer)).value)).not.toContain(draft?.id);
  });

  it("gathers a change for the billing day where the account has one", async () => {
    const { buyer, start } = await buy(world(), 10);
    const id = await onlySubscription(buyer);
    const { id: accountId } = await account(world());
    const billingDay = Number(addDays(start, 9).slice(8));
    const changes = { alignment: "billing_day", billingDay } as const;
    await changeAccount(world().container, { accountId, changes, actor: ACTOR, now: world().now });
    await runOn(world(), start);
    world().advanceBy(5 * DAY_MS);
    const preview = await previewOf(buyer, id, 12);
    expect(preview.at("charge").value).toMatchObject({ at_once: false, on: addDays(start, 9) });
    expect(preview.at("change", "lines").value).toHaveLength(1);
    await changeSeats(world(), id, 12);
    await runOn(world(), addDays(start, 5));
    expect(await invoices(buyer)).toHaveLength(1);
    await runOn(world(), addDays(start, 9));
    const [issued] = await invoices(buyer);
    const written = (await buyer.expect(200, "GET", `/store/csp/invoices/${issued?.id}`)).at("invoice");
    expectSameMoney(preview.at("charge"), written);
  });
}

type Row = { readonly id: string; readonly number: string };

const seatPath = (id: string) => `/store/csp/subscriptions/${id}/seat-change/preview`;

const billing = (world: ShopWorld) => world.container.resolve(BILLING_MODULE);
const subscriptions = (world: ShopWorld) => world.container.resolve(SUBSCRIPTION_MODULE);

const monthsAfter = addMonthsFromAnchor;
const midnight = (on: LocalDate) => `${on}T00:00:00.000Z`;

/** From an empty cart to licences that are live and invoiced; `start` is the first day of their term. */
async function buy(world: ShopWorld, quantity: number): Promise<{ buyer: Visitor; start: LocalDate }> {
  const plan = await world.plan("Microsoft 365 Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const checkout = await buyer.startCheckout(plan.id, quantity);
  await enterCard(checkout.url, "4242424242424242");
  await buyer.expect(200, "POST", `/store/csp/checkouts/${checkout.id}/return`, {});
  await world.runDuties();
  const bought = await buyer.expect(200, "GET", "/store/csp/subscriptions");
  return { buyer, start: bought.text("subscriptions", 0, "started_on") };
}

/** Moves the clock to the day's beginning (it never goes back) and bills what is due. */
async function runOn(world: ShopWorld, on: LocalDate): Promise<void> {
  world.advanceBy(Math.max(Date.parse(midnight(on)) - world.now.getTime(), 0));
  await runBilling(world.container, { now: world.now, trigger: "ticker" });
}

async function changeSeats(world: ShopWorld, id: string, quantity: number): Promise<void> {
  const on = world.now.toISOString().slice(0, 10);
  await subscriptions(world).appendEvent(id, { type: "quantity_changed", on, quantity }, `test:${on}:${quantity}`);
  const { companyId } = await account(world);
  await billing(world).markDue([companyId], world.now);
}

/** Gives back a part of an invoice's first line, net. */
async function credit(world: ShopWorld, invoiceId: string, net: string): Promise<void> {
  const line = (await billing(world).invoices.detail(invoiceId))?.lines[0];
  await createCreditNote(world.container, {
    invoiceId,
    reason: "goodwill",
    text: "Late delivery",
    lines: [{ lineId: line?.id ?? "", net: Math.round(Number(net) * 100) }],
    actor: ACTOR,
    now: world.now,
  });
}

async function account(world: ShopWorld): Promise<BillingAccount> {
  const { accounts } = await billing(world).accounts.list({ companyIds: null, limit: 1, offset: 0 });
  const [only] = accounts;
  if (!only) {
    throw new Error("There is no billing account.");
  }
  return only;
}

async function invoices(buyer: Visitor): Promise<Row[]> {
  return (await buyer.expect(200, "GET", "/store/csp/invoices")).at("invoices").value as Row[];
}

async function onlyInvoice(buyer: Visitor): Promise<string> {
  const [first, ...others] = await invoices(buyer);
  expect(others).toEqual([]);
  return first?.id ?? "";
}

async function onlySubscription(buyer: Visitor): Promise<string> {
  return (await buyer.expect(200, "GET", "/store/csp/subscriptions")).text("subscriptions", 0, "id");
}

async function previewOf(buyer: Visitor, id: string, quantity: number): Promise<Json> {
  return (await buyer.expect(200, "POST", seatPath(id), { quantity })).at("preview");
}

async function refusedFields(buyer: Visitor, id: string, body: object): Promise<string[]> {
  return (await buyer.expect(400, "POST", seatPath(id), body)).fields();
}

async function statementOf(buyer: Visitor, query = ""): Promise<Json> {
  return (await buyer.expect(200, "GET", `/store/csp/statement${query}`)).at("statement");
}

/** What all invoices together still ask for, in cents. */
async function owed(buyer: Visitor): Promise<number> {
  return (await invoices(buyer)).reduce((total, row) => total + cents(new Json(row).at("amount_due")), 0);
}

/** A document that was announced and the one that was written: the same lines and sums, to the cent. */
function expectSameMoney(planned: Json, written: Json): void {
  const shown = [
    "description",
    "detail",
    "formula",
    "period",
    "reference_period",
    "days",
    "reference_days",
    "quantity",
    "unit_price",
    "before_discount",
    "discount",
    "discounts",
    "net",
    "tax",
  ];
  const lines = (document: Json) =>
    (document.at("lines").value as Record<string, unknown>[]).map((line) => shown.map((field) => line[field]));
  expect(lines(planned)).toEqual(lines(written));
  for (const sum of ["kind", "due_on", "discount", "net", "tax", "total", "tax_summary", "credit_applied", "period"]) {
    expect([sum, planned.at(sum).value]).toEqual([sum, written.at(sum).value]);
  }
  if (planned.at("kind").value !== "credit_note" && written.at("status").value === "open") {
    expect(planned.at("amount_due").value).toEqual(written.at("amount_due").value);
  }
}

function cents(money: Json): number {
  return Math.round(Number(money.text("amount")) * 100);
}
