import { Readable } from "node:stream";
import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer, MedusaError } from "@medusajs/framework/utils";
import { CLOCK_MODULE } from "../modules/clock";
import { COMPANY_MODULE } from "../modules/company";
import { SETTINGS_MODULE } from "../modules/settings";
import * as billing from "../processes/billing";
import * as catalog from "../processes/catalog";
import * as purchase from "../processes/purchase/checkouts/start-checkout";
import {
  importPriceSheetWorkflow,
  issueCreditNoteWorkflow,
  publishPlansWorkflow,
  runBillingWorkflow,
  startCheckoutWorkflow,
} from ".";
import { issueCreditNoteWithHooks } from "./billing/issue-credit-note";
import { resumeRunWithHooks, runBillingWithHooks } from "./billing/run-billing";
import { importPriceSheetWithHooks } from "./catalog/import-price-sheet";
import { publishPlansWithHooks } from "./catalog/publish-plans";
import { startCheckoutWithHooks } from "./purchase/start-checkout";

jest.mock("../processes/billing", () => ({ createCreditNote: jest.fn(), runBilling: jest.fn(), resumeRun: jest.fn() }));
jest.mock("../processes/catalog", () => ({ publishPlans: jest.fn(), importPriceSheet: jest.fn() }));
jest.mock("../processes/purchase/checkouts/start-checkout", () => ({ startCheckout: jest.fn() }));
jest.mock("../processes/purchase/checkouts/complete-checkout", () => ({ completeCheckout: jest.fn() }));

const NOW = new Date("2026-03-15T10:00:00Z");
const refuse = jest.fn();
const told = jest.fn();

startCheckoutWorkflow.hooks.validate(async (asked) => refuse(asked));
startCheckoutWorkflow.hooks.checkoutStarted(async (done) => told(done));
publishPlansWorkflow.hooks.validate(async (asked) => refuse(asked));
publishPlansWorkflow.hooks.plansPublished(async (done) => told(done));
importPriceSheetWorkflow.hooks.validate(async (asked) => refuse(asked));
importPriceSheetWorkflow.hooks.priceSheetImported(async (done) => told(done));
issueCreditNoteWorkflow.hooks.validate(async (asked) => refuse(asked));
issueCreditNoteWorkflow.hooks.creditNoteIssued(async (done) => told(done));
runBillingWorkflow.hooks.billingRunFinished(async (done) => told(done));

const company = { id: "cspcom_1" };
const container = createMedusaContainer();
container.register({
  logger: asValue({ error: jest.fn() }),
  [CLOCK_MODULE]: asValue({ now: () => NOW }),
  [COMPANY_MODULE]: asValue({ retrieveForCustomer: async (id: string) => (id === "cus_1" ? company : null) }),
  [SETTINGS_MODULE]: asValue({ settings: { seller: { market: "NL", currency: "EUR" } } }),
});

const checkout = { id: "cspchk_1", cartId: "cart_1", customerId: "cus_1", companyId: "cspcom_1" };
const money = { amount: 2_460, currency: "EUR" };
const started = { outcome: "started", checkout: { ...checkout, ...money }, redirectUrl: "https://pay.example/1" };
const startForm = { customerId: "cus_1", cartId: "cart_1", quoteHash: "hash", poNumber: null };
const consent = { ip: "192.0.2.1", userAgent: null };
const amounts = {
  billingAccountId: "cspacc_1",
  companyId: "cspcom_1",
  currency: "EUR",
  net: -100,
  tax: -21,
  gross: -121,
};
const note = { id: "cspinv_2", number: "CN-1", creditedInvoiceId: "cspinv_1", ...amounts };
const noteForm = { invoiceId: "cspinv_1", reason: "goodwill", text: "Sorry", lines: "all", actor: "user_1" } as const;
const counts = { due: 2, done: 2, failed: 0, invoices: 2, drafts: 0, creditNotes: 0, lines: 5 };
const run = { id: "csprun_1", trigger: "admin", actor: "user_1", status: "done", dryRun: false, asOf: NOW, ...counts };
const sheet = { id: "cspsht_1", source: "sheet.csv", importedAt: NOW.toISOString() };

const returns = (fake: unknown, result: unknown) => (fake as jest.Mock).mockResolvedValue(result);
const withOf = (fake: unknown) => (fake as jest.Mock).mock.calls.map(([, input]) => input);

beforeEach(() => {
  jest.resetAllMocks();
  returns(purchase.startCheckout, started);
  returns(catalog.publishPlans, { published: ["cplan_1"], refused: [] });
  returns(catalog.importPriceSheet, { outcome: "imported", sheet });
  returns(billing.createCreditNote, note);
  returns(billing.runBilling, { ...run, totals: { EUR: 242 } });
  returns(billing.resumeRun, { ...run, totals: { EUR: 242 } });
});

const openSheet = () => Readable.from(["a"]);
const open = jest.fn(openSheet);
/** Each operation as a host runs it and as we do, what its hooks are told, and the process behind it. */
const operations = [
  {
    name: "start checkout",
    host: () => startCheckoutWorkflow(container).run({ input: { ...startForm, consent } }),
    ours: () =>
      startCheckoutWithHooks(container, {
        ...startForm,
        company: company as never,
        consent: { textVersion: "2026-11", agreedAt: NOW, ...consent },
        shownAs: () => "as shown",
        now: NOW,
      }),
    asked: { input: { ...startForm, consent } },
    told: {
      outcome: "started",
      checkoutId: "cspchk_1",
      cartId: "cart_1",
      customerId: "cus_1",
      companyId: "cspcom_1",
      amount: 2_460,
      currency: "EUR",
      redirectUrl: "https://pay.example/1",
    },
    process: () => purchase.startCheckout,
  },
  {
    name: "publish plans",
    host: () => publishPlansWorkflow(container).run({ input: { planIds: ["cplan_1"] } }),
    ours: () => publishPlansWithHooks(container, { planIds: ["cplan_1"], market: "NL", currency: "EUR", now: NOW }),
    asked: { input: { planIds: ["cplan_1"] } },
    told: { published: ["cplan_1"], refused: [] },
    process: () => catalog.publishPlans,
  },
  {
    name: "import price sheet",
    host: () => importPriceSheetWorkflow(container).run({ input: { file: __filename } }),
    ours: () => importPriceSheetWithHooks(container, { open, source: "fronts.spec.ts", now: NOW }),
    asked: { source: "fronts.spec.ts", allowUnknownColumns: false },
    told: { outcome: "imported", sheet },
    process: () => catalog.importPriceSheet,
  },
  {
    name: "issue credit note",
    host: () => issueCreditNoteWorkflow(container).run({ input: noteForm }),
    ours: () => issueCreditNoteWithHooks(container, { ...noteForm, now: NOW }),
    asked: { input: noteForm },
    told: { dryRun: false, id: "cspinv_2", number: "CN-1", invoiceId: "cspinv_1", ...amounts },
    process: () => billing.createCreditNote,
  },
];

describe.each(operations)("$name", ({ host, ours, asked, told: outcome, process }) => {
  it.each([
    ["a host", host],
    ["ours", ours],
  ])("tells its hooks once, whoever runs it: %s", async (_who, begin) => {
    await begin();
    expect(refuse.mock.calls).toEqual([[asked]]);
    expect(process()).toHaveBeenCalledTimes(1);
    expect(told.mock.calls).toEqual([[outcome]]);
  });

  it("answers a host as JSON with what became of the hook", async () => {
    expect((await host()).result).toEqual({ ...outcome, hookFailure: null });
  });

  it("does nothing when the host refuses, in the host's words", async () => {
    const refusal = new MedusaError(MedusaError.Types.NOT_ALLOWED, "Not today.");
    refuse.mockRejectedValue(refusal);
    await expect(ours()).rejects.toBe(refusal);
    await expect(host()).rejects.toMatchObject({ type: "not_allowed", message: "Not today." });
    expect(process()).not.toHaveBeenCalled();
    expect(open).not.toHaveBeenCalled();
  });

  it("stands when the host's handler fails afterwards", async () => {
    told.mockRejectedValue(new Error("The ERP is away."));
    await ours();
    expect((await host()).result).toEqual({ ...outcome, hookFailure: "The ERP is away." });
    expect(process()).toHaveBeenCalledTimes(2);
  });
});

describe("what a host gives", () => {
  it("starts a checkout of the customer's own company, with the consent to the card page's text", async () => {
    await startCheckoutWorkflow(container).run({ input: { ...startForm, consent } });
    const given = { ...startForm, company, now: NOW, consent: { ...consent, textVersion: "2026-11", agreedAt: NOW } };
    expect(withOf(purchase.startCheckout)).toEqual([{ ...given, shownAs: expect.any(Function) }]);
    const stranger = startCheckoutWorkflow(container).run({ input: { ...startForm, customerId: "cus_2", consent } });
    await expect(stranger).rejects.toMatchObject({ type: "invalid_data", message: expect.stringMatching(/company/) });
  });

  it("publishes in the shop's own market and currency, and imports the file under its name", async () => {
    await publishPlansWorkflow(container).run({ input: { planIds: ["cplan_1"] } });
    expect(withOf(catalog.publishPlans)).toEqual([{ planIds: ["cplan_1"], market: "NL", currency: "EUR", now: NOW }]);
    await importPriceSheetWorkflow(container).run({ input: { file: __filename, allowUnknownColumns: true } });
    const read = { source: "fronts.spec.ts", allowUnknownColumns: true, now: NOW, stream: expect.any(Readable) };
    expect(withOf(catalog.importPriceSheet)).toEqual([read]);
  });
});

describe("what did not happen is not told", () => {
  it.each([
    ["a price that changed", () => returns(purchase.startCheckout, { outcome: "quote_changed", reason: "changed" }), 0],
    ["no plan that may be sold", () => returns(catalog.publishPlans, { published: [], refused: [] }), 1],
    ["a sheet with faults", () => returns(catalog.importPriceSheet, { outcome: "refused", problems: [] }), 2],
    ["a note that was tried out", () => returns(billing.createCreditNote, { ...note, number: null }), 3],
  ])("%s", async (_what, arrange, index) => {
    arrange();
    await operations[index]?.host();
    expect(refuse).toHaveBeenCalledTimes(1);
    expect(told).not.toHaveBeenCalled();
  });
});

describe("run billing", () => {
  const finished = {
    ...{ id: "csprun_1", trigger: "admin", actor: "user_1", status: "done", dryRun: false, ...counts },
    asOf: "2026-03-15T10:00:00.000Z",
    totals: { EUR: 242 },
  };

  it("tells of a host's run, of the ticker's and of one that was taken up again, each once", async () => {
    const { result } = await runBillingWorkflow(container).run({ input: { actor: "user_1" } });
    expect(result).toEqual({ ...finished, hookFailure: null });
    await runBillingWithHooks(container, { now: NOW, trigger: "ticker" });
    await resumeRunWithHooks(container, { now: NOW, runId: "csprun_1", actor: "user_1" });
    expect(told.mock.calls).toEqual([[finished], [finished], [finished]]);
    expect(withOf(billing.runBilling)).toEqual([
      { now: NOW, trigger: "admin", actor: "user_1", dryRun: false },
      { now: NOW, trigger: "ticker" },
    ]);
  });

  it("tells neither of a dry run nor of a look when nothing was due", async () => {
    returns(billing.runBilling, { ...run, dryRun: true, totals: {} });
    await runBillingWorkflow(container).run({ input: { actor: "user_1", dryRun: true } });
    returns(billing.runBilling, { ...run, due: 0, done: 0, totals: {} });
    await runBillingWithHooks(container, { now: NOW, trigger: "ticker" });
    expect(told).not.toHaveBeenCalled();
  });

  it("gives our own callers the run as it is, when the handler fails too", async () => {
    told.mockRejectedValue(new Error("The ERP is away."));
    const { asOf } = await runBillingWithHooks(container, { now: NOW, trigger: "ticker" });
    expect(asOf).toBe(NOW);
  });
});
