import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import express from "express";
import { type ViesControl, viesRouter } from "../../sandbox/vies/router";
import { readEnvironment } from "../../src/config/environment";
import { DEFAULT_CHARGING_POLICY } from "../../src/domain/charging";
import { DEFAULT_TAX_POLICY } from "../../src/domain/tax";
import { BILLING_MODULE } from "../../src/modules/billing";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { COMPANY_MODULE, type Company, type CompanyProfile } from "../../src/modules/company";
import { SETTINGS_MODULE, SettingsService } from "../../src/modules/settings";
import { billOrder } from "../../src/processes/billing/bill-order";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { issueDraft } from "../../src/processes/billing/drafts/drafts";
import { buyerSnapshot } from "../../src/processes/billing/plan/buyer";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { checkTaxIdSoon, decideTaxId, taxIdDuty, taxIdEffect } from "../../src/processes/billing/tax-id";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const DAY_MS = 24 * 60 * 60_000;
const VALID = "DE136695976";
const PROFILE: CompanyProfile = {
  legalName: "Alpenwolke GmbH",
  taxId: VALID,
  email: "rechnung@alpenwolke.example",
  phone: "+49 89 555 0100",
  firstName: "Ada",
  lastName: "Lane",
  address: {
    line1: "Isarweg 1",
    line2: null,
    city: "München",
    province: null,
    postalCode: "80331",
    countryCode: "de",
  },
};

let database: PurchaseDatabase;
let server: Server;
let vies: ViesControl;
let now: Date;
let container: MedusaContainer;
let log: string[];

/** The application's settings with a Dutch seller and the simulated directory. */
function dutchSettings(apiBase: string): SettingsService {
  const { options } = readEnvironment();
  const seller = { ...options.seller, countryCode: "NL", taxId: "NL004495445B01", timeZone: "UTC" };
  return new SettingsService({}, { ...options, seller, vies: { apiBase } });
}

const containerOf = (services: Record<string, unknown>) =>
  ({ resolve: (key: string) => services[key] }) as unknown as MedusaContainer;
const viesBase = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/vies`;

beforeAll(async () => {
  database = await createPurchaseDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  const { router, control } = viesRouter();
  vies = control;
  server = express().use("/vies", router).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  now = new Date("2026-03-15T10:00:00.000Z");
  log = [];
  container = containerOf({
    [COMPANY_MODULE]: database.companies,
    [SETTINGS_MODULE]: dutchSettings(viesBase()),
    [CLOCK_MODULE]: { now: () => now },
    [BILLING_MODULE]: { invoices: { list: async () => ({ invoices: [], count: 0 }) } },
    [ContainerRegistrationKeys.LOGGER]: { error: (text: string) => log.push(text) },
  });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function company(change: Partial<CompanyProfile> = {}, customerId = "cus_1"): Promise<Company> {
  const { company: made } = await database.companies.create(customerId, { ...PROFILE, ...change }, now);
  await checkTaxIdSoon(container, made.id, now);
  return database.companies.retrieve(made.id);
}
const reread = ({ id }: Company) => database.companies.retrieve(id);
const stateOf = (one: Company) => taxIdEffect(container, one).state;
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

describe("a VAT id of a customer in another member state", () => {
  it("takes the tax away once the directory has found it valid, and who was asked when is kept", async () => {
    const one = await company();
    expect(stateOf(one)).toBe("valid");
    expect(one.taxIdCheck).toEqual({ state: "valid", how: "directory", by: null, reason: null, at: now });
    expect(await database.companies.taxIdChecks.list(one.id, 5)).toMatchObject([
      { outcome: "valid", taxId: VALID, countryCode: "de", reference: "WAPI000000000001", at: now },
    ]);
    expect(vies.asked).toEqual([VALID]);
  });

  it.each([
    ["the member state is down", "MS_UNAVAILABLE", "member_state_down"],
    ["the directory is down", "SERVICE_UNAVAILABLE", "unavailable"],
    ["the answer is no answer", "cut", "unavailable"],
  ] as const)("is taxed and told so while %s, and asked about again by itself", async (_, says, outcome) => {
    vies.set("DE", says);
    const one = await company();
    expect(stateOf(one)).toBe("unverified");
    expect(taxIdEffect(container, one).words).toContain("ask the EU's directory again");
    expect(await database.companies.taxIdChecks.list(one.id, 5)).toMatchObject([{ outcome }]);
    expect(await taxIdDuty.run(container, now)).toMatchObject({ done: 0 });
    vies.set("DE", "valid");
    later(60 * 60_000);
    expect(await taxIdDuty.run(container, now)).toMatchObject({
      done: 2,
      // Documents of before may still be on their way.
      nextDueAt: new Date(now.getTime() + DAY_MS),
    });
    expect(stateOf(await reread(one))).toBe("valid");
  });

  it("is taxed when the directory says that it is invalid, and asked about again after a week", async () => {
    vies.set(VALID, "invalid");
    const one = await company();
    expect(stateOf(one)).toBe("invalid");
    vies.set(VALID, "valid");
    later(6 * DAY_MS);
    expect(await taxIdDuty.run(container, now)).toMatchObject({ done: 0 });
    later(DAY_MS);
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("valid");
  });

  it.each([
    ["has not the form of its country", "DE12345678"],
    ["has a wrong check digit", "DE136695977"],
    ["is another country's", "FR40303265045"],
    ["is any text", "please no tax"],
  ])("that %s is invalid without asking anybody", async (_, taxId) => {
    const one = await company({ taxId });
    expect(stateOf(one)).toBe("invalid");
    expect(vies.asked).toEqual([]);
    expect(await taxIdDuty.run(container, now)).toEqual({ done: 0, nextDueAt: null });
  });

  it("that is changed is another one: nothing is known of it until it was asked about", async () => {
    const one = await company();
    const changed = await database.companies.update(one.id, { ...PROFILE, taxId: "DE129273398" }, now);
    expect(stateOf(changed)).toBe("unverified");
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("valid");
    expect(vies.asked).toEqual([VALID, "DE129273398"]);
  });

  it("that was found valid stays so while nobody answers, and is taxed again once it is found invalid", async () => {
    const one = await company();
    vies.set("DE", "MS_UNAVAILABLE");
    later(30 * DAY_MS);
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("valid");
    vies.set("DE", "invalid");
    later(DAY_MS);
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("invalid");
  });

  it("can be decided by a person with a reason, for half a year", async () => {
    vies.set("DE", "MS_UNAVAILABLE");
    const one = await company();
    const decision = {
      companyId: one.id,
      taxId: VALID,
      valid: true,
      reason: "Letter of the tax office",
      by: "user_1",
      now,
    };
    await expect(decideTaxId(container, { ...decision, taxId: "DE1" })).rejects.toThrow("DE136695976 by now");
    await decideTaxId(container, decision);
    expect((await reread(one)).taxIdCheck).toMatchObject({
      state: "valid",
      how: "person",
      by: "user_1",
      reason: "Letter of the tax office",
    });
    vies.set("DE", "invalid");
    later(179 * DAY_MS);
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("valid");
    later(2 * DAY_MS);
    await taxIdDuty.run(container, now);
    expect(stateOf(await reread(one))).toBe("invalid");
  });

  it("of another company, as the directory says, is taxed until a person accepts it for this company and name", async () => {
    vies.setHolder(VALID, "Siemens AG");
    const one = await company();
    expect(stateOf(one)).toBe("unverified");
    expect(taxIdEffect(container, one).words).toContain("names another company as the holder");
    expect(one.taxIdCheck?.state).toBe("other_holder");
    const decision = { companyId: one.id, taxId: VALID, valid: true, reason: "Its parent", by: "user_1", now };
    await decideTaxId(container, decision);
    expect(stateOf(await reread(one))).toBe("valid");
    later(181 * DAY_MS);
    await taxIdDuty.run(container, now);
    expect(vies.asked).toHaveLength(2);
    expect(stateOf(await reread(one))).toBe("valid");
    const renamed = await database.companies.update(one.id, { ...PROFILE, legalName: "Other Name GmbH" }, now);
    later(1000);
    await checkTaxIdSoon(container, one.id, now);
    expect(stateOf(await reread(renamed))).toBe("unverified");
    vies.setHolder(VALID, "Other Name");
    later(1000);
    await checkTaxIdSoon(container, one.id, now);
    expect(stateOf(await reread(renamed))).toBe("valid");
  });

  it("that two people decide at once is decided by one of them, and the other is told by whom", async () => {
    vies.setHolder(VALID, "Siemens AG");
    const one = await company();
    const decide = (by: string, valid: boolean) =>
      decideTaxId(container, { companyId: one.id, taxId: VALID, valid, reason: "Known", by, now });
    const ends = await Promise.allSettled([decide("user_1", true), decide("user_2", false)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const winner = ends[0]?.status === "fulfilled" ? "user_1" : "user_2";
    expect((await reread(one)).taxIdCheck).toMatchObject({ how: "person", by: winner });
    const lost = ends.flatMap((end) => (end.status === "rejected" ? [String(end.reason)] : []));
    expect(JSON.stringify(lost)).toContain(winner);
    const lines = await database
      .db("csp_company_journal")
      .where({ action: "decide_tax_id", object_id: one.id })
      .select("actor");
    expect(lines).toEqual([{ actor: winner }]);
    later(1000);
    await decide("user_3", winner === "user_2");
    expect((await reread(one)).taxIdCheck).toMatchObject({ by: "user_3" });
  });

  it("is not asked for at home, outside the EU, or where there is none", async () => {
    const home = await company(
      { taxId: "NL004495445B01", address: { ...PROFILE.address, countryCode: "nl" } },
      "cus_a",
    );
    const abroad = await company({ taxId: "12-3", address: { ...PROFILE.address, countryCode: "us" } }, "cus_b");
    const island = await company({ address: { ...PROFILE.address, postalCode: "27498" } }, "cus_c");
    const none = await company({ taxId: null }, "cus_d");
    expect([home, abroad, island, none].map(stateOf)).toEqual(["not_needed", "not_needed", "not_needed", "missing"]);
    expect(vies.asked).not.toContain("NL004495445B01");
  });

  it("of Monaco is one of France", async () => {
    const address = { ...PROFILE.address, countryCode: "mc", postalCode: "98000" };
    expect(stateOf(await company({ taxId: "FR40303265045", address }))).toBe("valid");
    expect(vies.asked).toEqual(["FR40303265045"]);
  });

  it("a directory that is down is asked once a turn, whoever waits", async () => {
    vies.set("DE", "SERVICE_UNAVAILABLE");
    for (const customer of ["cus_1", "cus_2", "cus_3"]) {
      await database.companies.create(customer, PROFILE, now);
    }
    expect(await taxIdDuty.run(container, now)).toMatchObject({ done: 1 });
    expect(vies.asked).toHaveLength(1);
  });
});

describe("what was taxed before the answer", () => {
  let billing: BillingDatabase;
  beforeAll(async () => {
    billing = await createBillingDatabase("tax_id");
  });
  afterAll(() => billing.drop());

  /** A German company's first month, taxed while the directory was down; then it answers, and says "valid". */
  async function taxedThenValid(
    meanwhile: (container: MedusaContainer) => Promise<void> = async () => {},
    before: (world: BillingWorld, one: Company, accountId: string) => Promise<void> = async (world, one) =>
      world.addSubscription({ id: "sub", companyId: one.id, startedOn: "2026-03-15" }),
  ) {
    await billing.clear();
    now = new Date("2026-03-15T10:00:00.000Z");
    vies.set("DE", "MS_UNAVAILABLE");
    const one = await company();
    const world = new BillingWorld(billing.billing);
    world.taxes.set("de", [{ name: "USt", rate: 19 }]);
    await before(world, one, await world.addCompany(one.id, { countryCode: "de" }));
    await billing.billing.markDue([one.id], now);
    const all = containerOf({
      [COMPANY_MODULE]: database.companies,
      [SETTINGS_MODULE]: dutchSettings(viesBase()),
      [CLOCK_MODULE]: { now: () => now },
    });
    const services = [COMPANY_MODULE, SETTINGS_MODULE, CLOCK_MODULE];
    const whole = {
      resolve: (key: string) => (services.includes(key) ? all.resolve(key) : world.container.resolve(key)),
    } as unknown as MedusaContainer;
    await runBilling(whole, { now, trigger: "ticker" });
    await meanwhile(whole);
    vies.set("DE", "valid");
    later(2 * 60 * 60_000);
    await taxIdDuty.run(whole, now);
    await taxIdDuty.run(whole, now);
    return whole;
  }

  it("is credited at its own rate and billed again without tax, once, and the note says why", async () => {
    const whole = await taxedThenValid();
    await runBilling(whole, { now, trigger: "ticker" });
    const { invoices } = await billing.billing.invoices.list({ limit: 20, offset: 0 });
    expect(invoices.map(({ kind, net, tax }) => [kind, net, tax]).reverse()).toEqual([
      ["recurring", 22_000, 4_180],
      ["credit_note", -22_000, -4_180],
      ["recurring", 22_000, 0],
    ]);
    expect(invoices.find(({ kind }) => kind === "credit_note")?.creditReason).toMatch(
      /^Your VAT ID DE\d+ was verified\. The same services are billed again without VAT\.$/,
    );
  });

  const documents = async () =>
    (await billing.billing.invoices.list({ limit: 20, offset: 0, issuedOnly: true })).invoices
      .map(({ kind, net, tax }) => [kind, net, tax])
      .reverse();
  /** The duty's next look, and the run that bills again. */
  const nextDay = async (whole: MedusaContainer) => {
    later(DAY_MS);
    await taxIdDuty.run(whole, now);
    await runBilling(whole, { now, trigger: "ticker" });
  };

  it("in a draft that is issued after the answer, is credited as well", async () => {
    const whole = await taxedThenValid(undefined, async (world, one, accountId) => {
      world.addSubscription({ id: "sub", companyId: one.id, startedOn: "2026-03-15" });
      await billing.billing.accounts.change(accountId, { invoiceApproval: "review" });
    });
    const [draft] = (await billing.billing.invoices.list({ limit: 1, offset: 0, status: "draft" })).invoices;
    later(40 * DAY_MS);
    await taxIdDuty.run(whole, now);
    await issueDraft(whole, { invoiceId: draft?.id ?? "", actor: "user_1", now });
    const account = await billing.billing.findAccount(draft?.companyId ?? "");
    await billing.billing.accounts.change(account?.id ?? "", { invoiceApproval: "automatic" });
    await nextDay(whole);
    expect(await documents()).toEqual([
      ["recurring", 22_000, 4_180],
      ["credit_note", -22_000, -4_180],
      ["recurring", 44_000, 0],
    ]);
  });

  it("in an order that was promised before the answer and is live after it, is credited as well", async () => {
    const card = new FakeGateway();
    card.authorise("pi_order", 26_180);
    let world: BillingWorld | undefined;
    const whole = await taxedThenValid(undefined, async (made, one, accountId) => {
      world = made;
      made.card = card;
      const party = { countryCode: "DE", provinceCode: null };
      const rates = [{ code: "tax", name: "USt", ratePercent: "19", ...party }];
      const policies = { taxPolicy: DEFAULT_TAX_POLICY.version, chargingPolicy: DEFAULT_CHARGING_POLICY.version };
      const tax = { buyer: buyerSnapshot(one), ...party, rates, ...policies };
      const quote = { id: "quote_1", hash: "hash", companyId: one.id, currency: "USD", createdAt: now, shown: {} };
      const facts = { billingDay: null, tax, tenant: null, lines: [] };
      await billing.billing.storeQuote({ ...quote, expiresAt: new Date(now.getTime() + DAY_MS), facts });
      const paid = { paymentIntentId: "pi_order", billingAccountId: accountId, amount: 26_180, currency: "USD" };
      made.checkouts.set("order_1", {
        quoteId: "quote_1",
        poNumber: null,
        authorisedAt: now,
        orderId: "order_1",
        ...paid,
      });
      const captures = [{ amount: 1_000_000 }];
      const payments = [{ id: "pay_1", data: { payment_intent_id: "pi_order" }, captures }];
      made.orders.set("order_1", { displayId: 7, payments });
    });
    const companyId = [...(world?.companies.keys() ?? [])][0] ?? "";
    world?.addSubscription({ id: "sub", companyId, orderId: "order_1", startedOn: "2026-03-15" });
    await billOrder(whole, { orderId: "order_1", now, gateway: card.gateway });
    expect(await documents()).toEqual([["activation", 22_000, 4_180]]);
    await nextDay(whole);
    expect(await documents()).toEqual([
      ["activation", 22_000, 4_180],
      ["credit_note", -22_000, -4_180],
      ["recurring", 22_000, 0],
    ]);
    expect((await billing.billing.findAccount(companyId))?.creditBalance).toBe(4_180);
  });

  it("is looked for while it may still be issued, but not after the id was found invalid, or exchanged", async () => {
    const whole = await taxedThenValid();
    await runBilling(whole, { now, trigger: "ticker" });
    vies.set("DE", "invalid");
    later(30 * DAY_MS);
    await taxIdDuty.run(whole, now);
    const [one] = (await billing.billing.invoices.list({ limit: 1, offset: 0 })).invoices;
    await billing.billing.markDue([one?.companyId ?? ""], now);
    later(2 * DAY_MS);
    await runBilling(whole, { now, trigger: "ticker" });
    vies.set("DE", "valid");
    later(7 * DAY_MS);
    await taxIdDuty.run(whole, now);
    await nextDay(whole);
    expect((await documents()).slice(3)).toEqual([["recurring", 22_000, 4_180]]);
    expect(await database.companies.taxIdChecks.nextCorrectionAt()).toBeNull();
  });

  it("and was given back by a person before, is left alone for good", async () => {
    const whole = await taxedThenValid(async (container) => {
      const [invoice] = (await billing.billing.invoices.list({ limit: 1, offset: 0 })).invoices;
      const about = { invoiceId: invoice?.id ?? "", lines: "all", actor: "user_1", now } as const;
      await createCreditNote(container, { ...about, reason: "goodwill", text: "Sorry" });
    });
    expect((await billing.billing.invoices.list({ limit: 9, offset: 0 })).invoices).toHaveLength(2);
    later(30 * DAY_MS);
    await taxIdDuty.run(whole, now);
    expect((await billing.billing.invoices.list({ limit: 9, offset: 0 })).invoices).toHaveLength(2);
    expect(await database.companies.taxIdChecks.nextCorrectionAt()).toBeNull();
  });

  it("and of which a person gave back a part of one line, is corrected in its other lines, and a person is told of that one", async () => {
    const whole = await taxedThenValid(
      async (container) => {
        const [invoice] = (await billing.billing.invoices.list({ limit: 1, offset: 0 })).invoices;
        const [line] = (await billing.billing.retrieveInvoice(invoice?.id ?? "")).lines;
        const lines = [{ lineId: line?.id ?? "", net: 1_000 }];
        const about = { invoiceId: invoice?.id ?? "", lines, actor: "user_1", now } as const;
        await createCreditNote(container, { ...about, reason: "goodwill", text: "Sorry" });
      },
      async (world, one) => {
        for (const id of ["sub", "sub_2"]) {
          world.addSubscription({ id, companyId: one.id, startedOn: "2026-03-15" });
        }
      },
    );
    await runBilling(whole, { now, trigger: "ticker" });
    const { invoices } = await billing.billing.invoices.list({ limit: 20, offset: 0 });
    expect(invoices.map(({ kind, net, tax }) => [kind, net, tax]).reverse()).toEqual([
      ["recurring", 44_000, 8_360],
      ["credit_note", -1_000, -190],
      ["credit_note", -22_000, -4_180],
      ["recurring", 22_000, 0],
    ]);
    expect(await billing.billing.cases.listOpen(9)).toMatchObject([
      { kind: "tax_not_corrected", amount: 3_990, words: expect.stringContaining("39.90 USD of VAT") },
    ]);

    // What somebody has settled does not come up again with the look of the next day.
    await billing.billing.cases.closeAbout("tax_not_corrected", invoices.at(-1)?.id ?? "", "Paid back.", now);
    later(DAY_MS);
    await taxIdDuty.run(whole, now);
    expect(await billing.billing.cases.listOpen(9)).toEqual([]);
    expect((await billing.billing.invoices.list({ limit: 20, offset: 0 })).count).toBe(invoices.length);
  });

  it("and was paid and given back by a person before, is left alone for good", async () => {
    const whole = await taxedThenValid(async (container) => {
      const [invoice] = (await billing.billing.invoices.list({ limit: 1, offset: 0 })).invoices;
      const invoiceId = invoice?.id ?? "";
      const asked = { paymentMethodId: "pm", cardLabel: "Visa 4242", now } as const;
      const attempt = await billing.billing.attempts.openOrPlan({
        invoiceId,
        amount: 26_180,
        currency: "USD",
        ...asked,
      });
      await billing.billing.recordOutcome({
        invoiceId,
        attemptId: attempt.id,
        result: { state: "succeeded" },
        effect: { kind: "paid" },
        leaseToken: null,
        now,
      });
      const about = { invoiceId, lines: "all", actor: "user_1", now } as const;
      await createCreditNote(container, { ...about, reason: "goodwill", text: "Sorry" });
    });
    expect((await billing.billing.invoices.list({ limit: 9, offset: 0 })).invoices).toHaveLength(2);
    later(30 * DAY_MS);
    await taxIdDuty.run(whole, now);
    expect((await billing.billing.invoices.list({ limit: 9, offset: 0 })).invoices).toHaveLength(2);
    expect(await database.companies.taxIdChecks.nextCorrectionAt()).toBeNull();
  });
});
