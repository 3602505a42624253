import { addDays, daysBetween } from "../../../src/domain/calendar";
import { BILLING_MODULE, type BillingModuleService } from "../../../src/modules/billing";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { SUBSCRIPTION_MODULE } from "../../../src/modules/subscription";
import { issueCreditNoteWorkflow, runBillingWorkflow } from "../../../src/workflows";
import { type AdminApi, adminApi, buyLicences, workOnce } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import type { Json } from "../../support/purchase/visitor";

/** What a host's own system hears of. */
const heard = jest.fn();
issueCreditNoteWorkflow.hooks.creditNoteIssued(async ({ number, gross }) => heard(number, gross));
runBillingWorkflow.hooks.billingRunFinished(async ({ trigger, status, invoices }) => heard(trigger, status, invoices));

const DAY_MS = 24 * 60 * 60 * 1000;
const ROUTES = [
  ["GET", "/billing-accounts"],
  ["GET", "/billing-accounts/x"],
  ["POST", "/billing-accounts/x"],
  ["GET", "/billing-accounts/x/credit-entries"],
  ["GET", "/billing-accounts/x/journal"],
  ["GET", "/billing-accounts/x/preview"],
  ["GET", "/billing-journal"],
  ["GET", "/invoices"],
  ["GET", "/invoices/x"],
  ["DELETE", "/invoices/x"],
  ["GET", "/invoices/x/pdf"],
  ["GET", "/invoices/x/xml"],
  ["POST", "/invoices/x/issue"],
  ["POST", "/invoices/x/credit"],
  ["POST", "/invoices/x/charge"],
  ["GET", "/billing-runs"],
  ["POST", "/billing-runs"],
  ["GET", "/billing-runs/x"],
  ["GET", "/billing-runs/x/failures"],
  ["POST", "/billing-runs/x/stop"],
  ["POST", "/billing-runs/x/resume"],
  ["GET", "/discounts"],
  ["POST", "/discounts"],
  ["GET", "/discounts/options"],
  ["POST", "/discounts/x/end"],
] as const;
const CENTS = /^-?\d+\.\d{2}$/;

export function billingAdminTests(world: () => ShopWorld): void {
  let admin: AdminApi;
  // Each test begins on the seed, but time only goes forward: days are told from the day a test begins on.
  const today = () => world().now.toISOString().slice(0, 10);
  const year = () => today().slice(0, 4);

  beforeEach(async () => {
    admin = await adminApi(world().container, world().url);
  });

  const onlyAccount = async () => (await admin(200, "GET", "/billing-accounts")).at("accounts", 0);
  const newest = async (query = "") => (await admin(200, "GET", `/invoices${query}`)).at("invoices", 0);
  const detail = async (id: string) => (await admin(200, "GET", `/invoices/${id}`)).at("invoice");

  /** Begins a run and waits until it is over. */
  const run = async (body: object = {}): Promise<Json> => {
    const begun = (await admin(202, "POST", "/billing-runs", body)).text("run", "id");
    return until(async () => (await admin(200, "GET", `/billing-runs/${begun}`)).at("run"), "done");
  };

  it("lists accounts and finds them by name and by what holds them up", async () => {
    await buyLicences(world(), 2);
    const account = await onlyAccount();
    expect(account.value).toMatchObject({
      company_name: "Fabrikam, Inc.",
      currency: "USD",
      alignment: "anniversary",
      billing_day: null,
      open_amount: { amount: "0.00", currency: "USD" },
      credit_balance: { amount: "0.00", currency: "USD" },
      next_run_at: expect.stringMatching(/T00:00:00\.000Z$/),
      parked_reason: null,
    });
    const counts = async (query: string) => (await admin(200, "GET", `/billing-accounts?${query}`)).at("count").value;
    expect(await counts("q=fabri")).toBe(1);
    expect(await counts("q=FABRIKAM, inc")).toBe(1);
    expect(await counts("q=%25")).toBe(0);
    expect(await counts("q=Fabri_am")).toBe(0);
    expect(await counts("parked=true")).toBe(0);
    expect(await counts("parked=false")).toBe(1);
    await hold(world(), account.text("id"), "No tax region for XX");
    expect(await counts("parked=true")).toBe(1);
    expect(await counts("parked=false")).toBe(0);
    expect((await onlyAccount()).value).toMatchObject({ parked_reason: "No tax region for XX", failed_attempts: 1 });
    const { fields } = await refusal("GET", "/billing-accounts?parked=maybe&limit=0");
    expect(fields.sort()).toEqual(["limit", "parked"]);
    await admin(404, "GET", "/billing-accounts/none");
  });

  it("changes how an account is billed, field by field, and journals who did", async () => {
    await buyLicences(world(), 2);
    const id = (await onlyAccount()).text("id");
    const path = `/billing-accounts/${id}`;
    const changed = await admin(200, "POST", path, {
      alignment: "billing_day",
      billing_day: 31,
      payment_terms_days: 30,
      purchase_order_number: "  PO-9 ",
      locale: "nl",
      invoice_approval: "review",
      zero_invoices: "keep",
    });
    const preferences = {
      alignment: "billing_day",
      billing_day: 31,
      payment_terms_days: 30,
      purchase_order_number: "PO-9",
      locale: "nl",
      invoice_approval: "review",
      zero_invoices: "keep",
    };
    expect(changed.at("account").value).toMatchObject(preferences);
    // What is left out stays; an empty number is none.
    await admin(200, "POST", path, { purchase_order_number: "" });
    expect((await admin(200, "GET", path)).at("account").value).toMatchObject({
      ...preferences,
      purchase_order_number: null,
    });
    const back = await admin(200, "POST", path, { alignment: "anniversary" });
    expect(back.at("account").value).toMatchObject({ alignment: "anniversary", billing_day: null });

    const { entries } = (await admin(200, "GET", `${path}/journal`)).value as { entries: { actor: string }[] };
    expect(entries).toHaveLength(3);
    expect(entries[2]).toMatchObject({
      action: "account_changed",
      actor: expect.stringMatching(/^apk_/),
      billing_account_id: id,
      detail: { paymentTermsDays: { from: 0, to: 30 }, locale: { from: "en", to: "nl" } },
    });
    const whole = await admin(200, "GET", `/billing-journal?account_id=${id}&limit=1&offset=2`);
    expect(whole.value).toMatchObject({ count: 3, entries: [entries[2]] });

    for (const [body, field] of [
      [{ alignment: "billing_day" }, "billing_day"],
      [{ billing_day: 0 }, "billing_day"],
      [{ billing_day: 32 }, "billing_day"],
      [{ billing_day: 1.5 }, "billing_day"],
      [{ payment_terms_days: -1 }, "payment_terms_days"],
      [{ payment_terms_days: 366 }, "payment_terms_days"],
      [{ locale: "fr" }, "locale"],
      [{ invoice_approval: "never" }, "invoice_approval"],
      [{ zero_invoices: true }, "zero_invoices"],
      [{ credit_balance: 5 }, "credit_balance"],
      [{ currency: "EUR" }, "currency"],
    ] as const) {
      expect((await refusal("POST", path, body)).fields).toEqual([field]);
    }
    expect((await admin(200, "GET", path)).at("account").value).toMatchObject({ payment_terms_days: 30 });
  });

  it("previews what the run then writes, line by line", async () => {
    await buyLicences(world(), 7);
    const id = (await onlyAccount()).text("id");
    const preview = (await admin(200, "GET", `/billing-accounts/${id}/preview`)).at("preview");
    const { end_on } = (await newest()).at("period").value as { end_on: string };
    expect(preview.text("run_at")).toBe(`${end_on}T00:00:00.000Z`);
    expect((await admin(200, "GET", "/invoices")).at("count").value).toBe(1);
    world().advanceBy(31 * DAY_MS);
    const overdue = (await admin(200, "GET", `/billing-accounts/${id}/preview`)).at("preview");
    await run();
    const invoice = await detail((await newest()).text("id"));
    for (const planned of [preview.at("documents", 0), overdue.at("documents", 0)]) {
      for (const field of ["net", "tax", "total", "discount", "subtotal", "amount_due", "period", "tax_summary"]) {
        expect(planned.at(field).value).toEqual(invoice.at(field).value);
      }
      for (const field of ["formula", "net", "quantity", "unit_price", "period", "description"]) {
        expect(planned.at("lines", 0, field).value).toEqual(invoice.at("lines", 0, field).value);
      }
    }
  });

  it("opens each line to its inputs and to what was billed before for the same days", async () => {
    const buyer = await buyLicences(world(), 10);
    const bought = today();
    const first = await detail((await newest()).text("id"));
    const end = first.text("period", "end_on");
    const days = daysBetween(bought, end);
    expect(first.value).toMatchObject({
      number: `INV-${year()}-000001`,
      status: "paid",
      buyer: { name: "Fabrikam, Inc." },
      amount_due: { amount: "0.00" },
      amount_paid: first.at("total").value,
      credit_notes: [],
      credited_invoice: null,
      attempts: [{ state: "succeeded", amount: first.at("total").value }],
    });
    expect(first.at("lines", 0).value).toMatchObject({
      kind: "cycle",
      discounts: [],
      subtotal: first.at("lines", 0, "net").value,
      left_to_credit: first.at("lines", 0, "net").value,
      inputs: {
        factor: `${days}/${days}`,
        reference_period: { start_on: bought, end_on: end, last_on: addDays(end, -1), days },
        source_event: {
          type: "started",
          on: bought,
          quantity: 10,
          term: "P1Y",
          unit_term_price: { amount: expect.stringMatching(CENTS), currency: "USD" },
        },
        earlier_lines: [],
      },
    });

    const subscriptionId = first.text("lines", 0, "subscription_id");
    world().advanceBy(10 * DAY_MS);
    const subscriptions = world().container.resolve(SUBSCRIPTION_MODULE);
    const more = { type: "quantity_changed", on: today(), quantity: 12 } as const;
    await subscriptions.appendEvent(subscriptionId, more, "test:more");
    const billing = world().container.resolve(BILLING_MODULE);
    await billing.markDue([(await onlyAccount()).text("company_id")], world().now);
    await run();
    const change = await detail((await newest()).text("id"));
    expect(change.at("lines", 0).value).toMatchObject({
      kind: "seat_change",
      quantity: 2,
      inputs: {
        factor: `${days - 10}/${days}`,
        source_event: { type: "quantity_changed", on: addDays(bought, 10), quantity: 12 },
        earlier_lines: [
          {
            invoice_id: first.text("id"),
            number: first.text("number"),
            charge_key: first.text("lines", 0, "inputs", "charge_key"),
            net: first.at("lines", 0, "net").value,
          },
        ],
      },
    });
    // Looked at from the first invoice, the later one is not an earlier one.
    expect((await detail(first.text("id"))).at("lines", 0, "inputs", "earlier_lines").value).toEqual([]);
    expect(String((await admin(200, "GET", `/invoices/${first.text("id")}/pdf`)).value)).toMatch(/^%PDF-1/);
    // The seller of the demonstration is in a country without value added tax.
    expect(first.at("e_invoice").value).toMatchObject({ available: false, obstacle: "no_vat" });
    const none = await admin(422, "GET", `/invoices/${first.text("id")}/xml`);
    expect(none.value).toMatchObject({ type: "no_e_invoice", obstacle: "no_vat" });
    await admin(404, "GET", "/invoices/none");
    expect((await buyer.call("GET", `/admin/csp/invoices/${first.text("id")}`)).status).toBe(401);
  });

  it("filters documents by kind, status, words, account and run", async () => {
    await buyLicences(world(), 2);
    world().advanceBy(31 * DAY_MS);
    const made = await run();
    const count = async (query: string) => (await admin(200, "GET", `/invoices?${query}`)).at("count").value;
    const account = await onlyAccount();
    expect(await count("")).toBe(2);
    expect(await count("kind=activation")).toBe(1);
    expect(await count("kind=recurring&status=open")).toBe(1);
    expect(await count("kind=credit_note")).toBe(0);
    expect(await count("status=paid")).toBe(1);
    expect(await count(`q=${(await newest("?kind=recurring")).text("number")}`)).toBe(1);
    expect(await count("q=fabrikam")).toBe(2);
    expect(await count(`account_id=${account.text("id")}`)).toBe(2);
    expect(await count("account_id=none")).toBe(0);
    expect(await count(`run_id=${made.text("id")}`)).toBe(1);
    expect((await newest("?kind=recurring")).value).toMatchObject({
      company_name: "Fabrikam, Inc.",
      billing_run_id: made.text("id"),
    });
    expect((await onlyAccount()).at("open_amount").value).toEqual((await newest("?status=open")).at("total").value);
    expect((await refusal("GET", "/invoices?kind=bill&status=late")).fields.sort()).toEqual(["kind", "status"]);
  });

  it("credits a part, then the rest, and uses the balance up on the next invoice; a host hears of each once", async () => {
    await buyLicences(world(), 10);
    heard.mockReset();
    const account = await onlyAccount();
    const invoice = await detail((await newest()).text("id"));
    const path = `/invoices/${invoice.text("id")}/credit`;
    const lineId = invoice.text("lines", 0, "id");
    const part = { reason: "goodwill", text: "Slow start", lines: [{ line_id: lineId, net: "20.00" }] };

    const tried = (await admin(200, "POST", path, { ...part, dry_run: true })).at("credit_note");
    expect(tried.value).toMatchObject({
      id: null,
      number: null,
      net: { amount: "-20.00" },
      tax: { amount: "-1.30" },
      total: { amount: "-21.30" },
      reduces_invoice_by: { amount: "0.00" },
      to_credit_balance: { amount: "21.30" },
    });
    expect((await admin(200, "GET", "/invoices")).at("count").value).toBe(1);

    const note = (await admin(201, "POST", path, part)).at("credit_note");
    expect(note.value).toMatchObject({ number: `CN-${year()}-000001`, total: tried.at("total").value });
    const noted = await detail(invoice.text("id"));
    expect(noted.value).toMatchObject({
      status: "paid",
      credit_notes: [{ id: note.text("id"), number: note.text("number"), credit_reason: "Slow start" }],
    });
    const left = cents(invoice.at("lines", 0, "net")) - 2_000;
    expect(cents(noted.at("lines", 0, "left_to_credit"))).toBe(left);
    const exactly = [{ line_id: lineId, net: noted.text("lines", 0, "left_to_credit", "amount") }];
    await admin(200, "POST", path, { ...part, lines: exactly, dry_run: true });
    expect((await detail(note.text("id"))).value).toMatchObject({
      kind: "credit_note",
      status: "issued",
      credited_invoice: { id: invoice.text("id"), number: invoice.text("number") },
    });
    const ledger = await admin(200, "GET", `/billing-accounts/${account.text("id")}/credit-entries`);
    expect(ledger.value).toMatchObject({
      count: 1,
      credit_entries: [
        {
          kind: "credit_note",
          invoice_id: note.text("id"),
          amount: { amount: "21.30" },
          balance: { amount: "21.30" },
          actor: expect.stringMatching(/^apk_/),
        },
      ],
    });
    expect((await onlyAccount()).at("credit_balance").value).toEqual({ amount: "21.30", currency: "USD" });

    const preview = (await admin(200, "GET", `/billing-accounts/${account.text("id")}/preview`)).at("preview");
    world().advanceBy(31 * DAY_MS);
    await run();
    const next = await newest("?kind=recurring");
    expect(next.at("credit_applied").value).toEqual({ amount: "21.30", currency: "USD" });
    expect(preview.at("documents", 0, "credit_applied").value).toEqual(next.at("credit_applied").value);
    expect(preview.at("documents", 0, "amount_due").value).toEqual(next.at("amount_due").value);
    expect(cents(next.at("amount_due"))).toBe(cents(next.at("total")) - 2_130);
    expect((await onlyAccount()).at("open_amount").value).toEqual(next.at("amount_due").value);

    // The open one: its unpaid part goes down first, and what was paid by credit comes back as credit.
    const rest = { reason: "goodwill", text: "All of it", lines: "all" };
    const openPath = `/invoices/${next.text("id")}/credit`;
    const whole = (await admin(200, "POST", openPath, { ...rest, dry_run: true })).at("credit_note");
    expect(whole.at("reduces_invoice_by").value).toEqual(next.at("amount_due").value);
    expect(whole.at("to_credit_balance").value).toEqual({ amount: "21.30", currency: "USD" });
    await admin(201, "POST", openPath, rest);
    expect((await detail(next.text("id"))).value).toMatchObject({
      status: "paid",
      amount_due: { amount: "0.00" },
      amount_credited: next.at("amount_due").value,
    });
    expect((await onlyAccount()).at("credit_balance").value).toEqual({ amount: "21.30", currency: "USD" });
    expect(heard.mock.calls).toEqual([
      [note.text("number"), -2_130],
      ["admin", "done", 1],
      [`CN-${year()}-000002`, -cents(next.at("total"))],
    ]);
  });

  it("refuses a credit that cannot be, by field, and writes nothing", async () => {
    await buyLicences(world(), 3);
    const invoice = await detail((await newest()).text("id"));
    const path = `/invoices/${invoice.text("id")}/credit`;
    const good = { reason: "goodwill", text: "x", lines: "all" };
    const line = (net: unknown, lineId = invoice.text("lines", 0, "id")) => ({
      ...good,
      lines: [{ line_id: lineId, net }],
    });
    for (const [body, field] of [
      [{ ...good, reason: "mistake" }, "reason"],
      [{ ...good, text: "  " }, "text"],
      [{ ...good, lines: [] }, "lines"],
      [{ ...good, lines: "some" }, "lines"],
      [line("0"), "lines.0.net"],
      [line("-5.00"), "lines.0.net"],
      [line(5), "lines.0.net"],
      [line("1e3"), "lines.0.net"],
      [line("1.005"), "lines.0.net"],
      [line("99999.00"), "lines.0.net"],
      [line("1.00", "none"), "lines.0.line_id"],
      [{ ...good, lines: [...line("1.00").lines, ...line("1.00").lines] }, "lines.1.line_id"],
    ] as const) {
      const answer = await refusal("POST", path, body);
      expect([body, answer.fields]).toEqual([body, [field]]);
    }
    await admin(404, "POST", "/invoices/none/credit", good);
    expect((await admin(200, "GET", "/invoices")).at("count").value).toBe(1);
    await admin(201, "POST", path, good);
    expect((await refusal("POST", path, good)).status).toBeGreaterThanOrEqual(400);
    const note = await newest("?kind=credit_note");
    await admin(400, "POST", `/invoices/${note.text("id")}/credit`, good);
    await admin(400, "POST", `/invoices/${note.text("id")}/charge`);
    expect((await admin(200, "GET", "/invoices?kind=credit_note")).at("count").value).toBe(1);
  });

  it("leaves drafts for review, which are issued or thrown away", async () => {
    await buyLicences(world(), 4);
    const account = await onlyAccount();
    const accountPath = `/billing-accounts/${account.text("id")}`;
    await admin(200, "POST", accountPath, { invoice_approval: "review", payment_terms_days: 14 });
    world().advanceBy(31 * DAY_MS);
    expect((await run()).value).toMatchObject({ invoices: 0, drafts: 1 });
    const draft = await newest("?status=draft");
    expect(draft.value).toMatchObject({ number: null, status: "draft", kind: "recurring" });
    // Nobody owes what is not issued.
    expect((await onlyAccount()).text("open_amount", "amount")).toBe("0.00");
    expect(String((await admin(200, "GET", `/invoices/${draft.text("id")}/pdf`)).value)).toMatch(/^%PDF-1/);
    expect((await admin(422, "GET", `/invoices/${draft.text("id")}/xml`)).text("obstacle")).toBe("draft");
    await admin(400, "POST", `/invoices/${draft.text("id")}/charge`);
    await admin(400, "POST", `/invoices/${draft.text("id")}/credit`, { reason: "goodwill", text: "x", lines: "all" });

    const gone = await admin(200, "DELETE", `/invoices/${draft.text("id")}`);
    expect(gone.value).toEqual({ id: draft.text("id"), object: "invoice", deleted: true });
    await admin(404, "GET", `/invoices/${draft.text("id")}`);
    await run();
    const again = await newest("?status=draft");
    expect(again.text("id")).not.toBe(draft.text("id"));
    expect(again.at("total").value).toEqual(draft.at("total").value);

    world().advanceBy(2 * DAY_MS);
    const issued = (await admin(200, "POST", `/invoices/${again.text("id")}/issue`)).at("invoice");
    expect(issued.value).toMatchObject({
      number: expect.stringMatching(`^INV-${year()}-00000[12]$`),
      status: "open",
      issued_on: today(),
      due_on: addDays(today(), 14),
    });
    await admin(400, "POST", `/invoices/${again.text("id")}/issue`);
    await admin(400, "DELETE", `/invoices/${again.text("id")}`);
    // The card waits for the due date, unless somebody asks for it now.
    await workOnce(world());
    expect((await detail(again.text("id"))).value).toMatchObject({ status: "open" });
    await admin(202, "POST", `/invoices/${again.text("id")}/charge`);
    await workOnce(world());
    expect((await detail(again.text("id"))).value).toMatchObject({ status: "paid" });
    const { entries } = (await admin(200, "GET", `/billing-journal?invoice_id=${again.text("id")}`)).value as {
      entries: { action: string }[];
    };
    expect(entries.map(({ action }) => action)).toEqual(["charge_asked", "draft_issued"]);
  });

  it("shows a run's progress, its failures with names, and says no to what cannot be", async () => {
    await buyLicences(world(), 2);
    world().advanceBy(31 * DAY_MS);
    const dry = await run({ dry_run: true });
    expect(dry.value).toMatchObject({ dry_run: true, trigger: "admin", due: 1, done: 1, failed: 0, invoices: 1 });
    expect(dry.at("totals", 0).value).toMatchObject({ currency: "USD" });
    expect((await admin(200, "GET", "/invoices")).at("count").value).toBe(1);

    await breakCompany(world(), (await onlyAccount()).text("company_id"));
    const failed = await run();
    expect(failed.value).toMatchObject({ status: "done", done: 0, failed: 1, invoices: 0, totals: [] });
    const failures = await admin(200, "GET", `/billing-runs/${failed.text("id")}/failures`);
    expect(failures.value).toMatchObject({
      count: 1,
      failures: [{ company_name: "Fabrikam, Inc.", account_id: (await onlyAccount()).text("id") }],
    });
    expect(failures.text("failures", 0, "reason").length).toBeGreaterThan(5);
    const board = await admin(200, "GET", "/billing-runs");
    expect(board.value).toMatchObject({ due: 0, parked: 1, stopped_run_id: null });
    expect((board.at("runs").value as unknown[]).length).toBe(board.at("count").value);

    const over = failed.text("id");
    await admin(400, "POST", `/billing-runs/${over}/stop`);
    await admin(400, "POST", `/billing-runs/${over}/resume`);
    for (const path of ["", "/failures"]) {
      await admin(404, "GET", `/billing-runs/none${path}`);
    }
    for (const turn of ["stop", "resume"]) {
      await admin(404, "POST", `/billing-runs/none/${turn}`);
    }
    expect((await refusal("POST", "/billing-runs", { dry_run: "yes" })).fields).toEqual(["dry_run"]);
  });

  it("stands still after a stop until the run is continued, and then bills the rest", async () => {
    await buyLicences(world(), 2);
    world().advanceBy(31 * DAY_MS);
    const billing = world().container.resolve(BILLING_MODULE);
    const id = await stoppedRun(billing, world().now);
    await workOnce(world());
    expect((await admin(200, "GET", "/billing-runs")).text("stopped_run_id")).toBe(id);
    expect((await admin(200, "GET", "/invoices")).at("count").value).toBe(1);
    await admin(202, "POST", `/billing-runs/${id}/resume`);
    const resumed = await until(async () => (await admin(200, "GET", `/billing-runs/${id}`)).at("run"), "done");
    expect(resumed.value).toMatchObject({ invoices: 1, done: 1 });
    expect((await admin(200, "GET", "/billing-runs")).at("stopped_run_id").value).toBeNull();
  });

  it("agrees a discount, bills with it, and ends it without touching what was billed", async () => {
    await buyLicences(world(), 10);
    const companyId = (await onlyAccount()).text("company_id");
    const body = {
      name: "Spring",
      value: { kind: "percentage", percent: "10" },
      scope: { kind: "vendor", vendor: "partner-center" },
      condition: { kind: "seats", at_least: 10 },
      customers: { kind: "companies", company_ids: [companyId] },
      start_on: addDays(today(), 5),
    };
    const discount = (await admin(201, "POST", "/discounts", body)).at("discount");
    expect(discount.value).toMatchObject({
      ...body,
      state: "planned",
      customers: { kind: "companies", companies: [{ id: companyId, name: "Fabrikam, Inc." }] },
      end_on: null,
      last_on: null,
      order: 100,
      exclusive: false,
    });
    world().advanceBy(31 * DAY_MS);
    await run();
    const invoice = await detail((await newest("?kind=recurring")).text("id"));
    const line = invoice.at("lines", 0);
    const off = Math.round(cents(line.at("subtotal")) / 10);
    expect(cents(line.at("discount"))).toBe(off);
    expect(cents(line.at("net"))).toBe(cents(line.at("subtotal")) - off);
    expect(line.at("discounts", 0).value).toMatchObject({ name: "Spring", in_words: "10%" });
    expect(invoice.at("discount").value).toEqual(line.at("discount").value);

    const path = `/discounts/${discount.text("id")}/end`;
    expect((await refusal("POST", path, { end_on: addDays(today(), -1) })).fields).toEqual(["end_on"]);
    expect((await refusal("POST", path, { end_on: "2026-02-30" })).fields).toEqual(["end_on"]);
    const ended = await admin(200, "POST", path, {});
    expect(ended.value).toMatchObject({
      outcome: "ended",
      discount: { state: "ended", end_on: today(), last_on: addDays(today(), -1) },
    });
    await admin(400, "POST", path, {});
    await admin(404, "POST", "/discounts/none/end", {});
    world().advanceBy(31 * DAY_MS);
    await run();
    expect((await newest("?kind=recurring")).at("discount").value).toEqual({ amount: "0.00", currency: "USD" });
    expect((await detail(invoice.text("id"))).at("lines", 0).value).toEqual(line.value);
    const journal = (await admin(200, "GET", "/billing-journal")).at("entries").value as { action: string }[];
    expect(journal.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(["discount_created", "discount_ended"]),
    );
  });

  it("withdraws a discount that has not begun, and refuses nonsense by field", async () => {
    const soon = addDays(today(), 5);
    const good = { name: "Later", value: { kind: "percentage", percent: "2.5" }, start_on: soon };
    const id = (await admin(201, "POST", "/discounts", good)).text("discount", "id");
    expect((await admin(200, "POST", `/discounts/${id}/end`, {})).at("outcome").value).toBe("withdrawn");
    expect((await admin(200, "GET", "/discounts")).value).toMatchObject({ discounts: [], currency: "USD" });
    const amount = (text: string, currency = "USD") => ({
      kind: "amount",
      amount: { amount: text, currency },
      per: "line",
    });
    for (const [change, field] of [
      [{ name: " " }, "name"],
      [{ value: { kind: "percentage", percent: "0" } }, "value.percent"],
      [{ value: { kind: "percentage", percent: "100.1" } }, "value.percent"],
      [{ value: { kind: "percentage", percent: "1e1" } }, "value.percent"],
      [{ value: { kind: "percentage", percent: 5 } }, "value.percent"],
      [{ value: { kind: "gift" } }, "value.kind"],
      [{ value: amount("0.00") }, "value.amount.amount"],
      [{ value: amount("0.001") }, "value.amount.amount"],
      [{ value: amount("5.00", "EUR") }, "value.amount.currency"],
      [{ scope: { kind: "products", product_ids: [] } }, "scope.product_ids"],
      [{ scope: { kind: "all", vendor: "x" } }, "scope.vendor"],
      [{ condition: { kind: "vendor_mix", vendor: "partner-center", products: 0 } }, "condition.products"],
      [{ condition: { kind: "seats", at_least: 1.5 } }, "condition.at_least"],
      [{ customers: { kind: "companies" } }, "customers.company_ids"],
      [{ customers: { kind: "companies", company_ids: ["nope"] } }, "customers.company_ids"],
      [{ scope: { kind: "products", product_ids: ["prod_nope"] } }, "scope.product_ids"],
      [{ scope: { kind: "plans", plan_ids: ["nope"] } }, "scope.plan_ids"],
      [{ scope: { kind: "subscriptions", subscription_ids: ["nope"] } }, "scope.subscription_ids"],
      [{ start_on: "2026-02-30" }, "start_on"],
      [{ end_on: soon }, "end_on"],
      [{ order: -1 }, "order"],
      [{ exclusive: "yes" }, "exclusive"],
      [{ discount: 1 }, "discount"],
    ] as const) {
      const { fields } = await refusal("POST", "/discounts", { ...good, ...change });
      expect([change, fields]).toEqual([change, [field]]);
    }
    const kept = await admin(201, "POST", "/discounts", { ...good, value: amount("5.00"), end_on: addDays(soon, 1) });
    expect(kept.at("discount").value).toMatchObject({ end_on: addDays(soon, 1), last_on: soon });
  });

  it("finds by name what a discount can be limited to", async () => {
    await buyLicences(world(), 2);
    const names = async (kind: string, q: string) => {
      const { options } = (await admin(200, "GET", `/discounts/options?kind=${kind}&q=${q}`)).value as {
        options: { name: string }[];
      };
      return options.map((option) => option.name);
    };
    expect(await names("companies", "fabri")).toEqual(["Fabrikam, Inc."]);
    expect(await names("companies", "contoso")).toEqual([]);
    expect(await names("subscriptions", "fabri")).toEqual([
      expect.stringMatching(/Business Premium, Fabrikam, Inc\.$/),
    ]);
    expect(await names("products", "business premium")).toContainEqual(expect.stringContaining("Business Premium"));
    expect(await names("plans", "business premium")).toContainEqual(
      expect.stringMatching(/Business Premium.*, Annual, paid monthly$/),
    );
    expect((await refusal("GET", "/discounts/options?kind=people")).fields).toEqual(["kind"]);
  });

  it("says no to strangers on every route", async () => {
    for (const [method, path] of ROUTES) {
      const { status } = await fetch(`${world().url}/admin/csp${path}`, { method });
      expect(`${method} ${path}: ${status}`).toBe(`${method} ${path}: 401`);
    }
  });

  /** Calls and insists that the input is refused. */
  async function refusal(method: "GET" | "POST", path: string, body?: unknown) {
    const answer = await admin(400, method, path, body);
    return { status: 400, fields: "errors" in (answer.value as object) ? answer.fields() : [] };
  }
}

function cents(money: Json): number {
  return Math.round(Number(money.text("amount")) * 100);
}

/** Asks again until the run has come to the state. */
async function until(ask: () => Promise<Json>, status: string): Promise<Json> {
  for (let turn = 0; turn < 200; turn += 1) {
    const run = await ask();
    if (run.text("status") === status) {
      return run;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The run never came to be ${status}: ${JSON.stringify((await ask()).value)}`);
}

/** Makes the account one that a failure holds up. */
async function hold(world: ShopWorld, accountId: string, reason: string): Promise<void> {
  const { accounts } = world.container.resolve(BILLING_MODULE);
  const companyId = (await accounts.byId(accountId))?.companyId ?? "";
  await accounts.markDue([companyId], world.now);
  const {
    accounts: [leased],
    token,
  } = await accounts.lease({ now: world.now, limit: 1 });
  if (leased?.id !== accountId) {
    throw new Error("Another account was due.");
  }
  await accounts.park(leased, token, reason, world.now);
}

/** Moves the company to a country whose taxes nobody has set up, so that it cannot be billed. */
async function breakCompany(world: ShopWorld, companyId: string): Promise<void> {
  const companies = world.container.resolve(COMPANY_MODULE);
  const company = await companies.retrieve(companyId);
  await companies.update(companyId, { ...company, address: { ...company.address, countryCode: "zz" } }, world.now);
}

/** A run that somebody stopped before its first account. */
async function stoppedRun({ runs }: BillingModuleService, now: Date): Promise<string> {
  const counts = { due: 1, done: 0, failed: 0, invoices: 0, drafts: 0, creditNotes: 0, lines: 0, totals: {} };
  await runs.begin({
    id: "csprun_stopped",
    trigger: "admin",
    actor: "user_x",
    status: "running",
    dryRun: false,
    boundsPolicy: null,
    asOf: now,
    startedAt: now,
    heartbeatAt: null,
    finishedAt: null,
    failure: null,
    ...counts,
  });
  await runs.requestStop("csprun_stopped");
  await runs.finish("csprun_stopped", now);
  return "csprun_stopped";
}
