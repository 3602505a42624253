import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import type { ConfirmedEnd } from "../../src/domain/subscription";
import { BILLING_MODULE } from "../../src/modules/billing";
import { CATALOG_MODULE } from "../../src/modules/catalog";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { COMPANY_MODULE, type Company } from "../../src/modules/company";
import { MAIL_MODULE, MailService } from "../../src/modules/mail";
import { Migration20261129201010 } from "../../src/modules/mail/migrations/Migration20261129201010";
import { SETTINGS_MODULE } from "../../src/modules/settings";
import {
  type ActivateSubscription,
  SUBSCRIPTION_MODULE,
  SubscriptionModuleService,
} from "../../src/modules/subscription";
import { mailDuty } from "../../src/processes/notify/duty";
import { confirmRenewal } from "../../src/processes/renewals/confirm-renewal";
import { renewalsOf } from "../../src/processes/renewals/list-renewals";
import { renewalReminderDuty } from "../../src/processes/renewals/reminder-duty";
import { aCompany } from "../support/provisioning/companies";
import { createProvisioningDatabase, type ProvisioningDatabase, run } from "../support/provisioning/database";
import { aPlan } from "../support/provisioning/orders";
import { testSettings } from "../support/settings";

const STARTED = new Date("2026-03-15T10:42:00.000Z");
const DAY_MS = 86_400_000;
const at = (day: string, time = "00:00:00.000") => new Date(`${day}T${time}Z`);

type Sent = { readonly to: string; readonly resource_id: string; readonly content: { subject: string; text: string } };

let database: ProvisioningDatabase;
let subscriptions: SubscriptionModuleService;
let container: MedusaContainer;
let sent: Sent[];
let company: Company;
let plans: readonly ReturnType<typeof aPlan>[];
let seq = 0;

beforeAll(async () => {
  database = await createProvisioningDatabase();
  await run(database.db, Migration20261129201010);
  const connection = { [ContainerRegistrationKeys.PG_CONNECTION]: database.db };
  subscriptions = new SubscriptionModuleService(connection);
  const services: Record<string, unknown> = {
    [CLOCK_MODULE]: { now: () => STARTED },
    [SETTINGS_MODULE]: testSettings(database.db),
    [SUBSCRIPTION_MODULE]: subscriptions,
    [COMPANY_MODULE]: { retrieve: async () => company },
    [BILLING_MODULE]: { findAccount: async () => null },
    [CATALOG_MODULE]: { listPlansForSale: async () => plans, findExtendedTerm: async () => null },
    [MAIL_MODULE]: new MailService(connection),
    [Modules.NOTIFICATION]: { createNotifications: async (mail: Sent) => void sent.push(mail) },
    [ContainerRegistrationKeys.LOGGER]: { error: () => {}, warn: () => {}, info: () => {} },
  };
  container = { resolve: (key: string) => services[key] } as unknown as MedusaContainer;
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  await database.db("csp_mail").delete();
  sent = [];
  company = aCompany("comp_1");
  plans = [aPlan({ planId: "plan_1", unitTermPrice: 30_000, priceVersion: "price_2" })];
});
afterEach(() => jest.restoreAllMocks());

async function activate(change: Partial<ActivateSubscription> = {}): Promise<string> {
  seq += 1;
  const { id } = await subscriptions.activate({
    ...{ companyId: "comp_1", orderId: "order_1", orderLineId: `line_${seq}`, planId: "plan_1", domain: "a.example" },
    ...{ title: "Business Premium", skuTitle: "Business Premium", productId: "prod_1", variantId: "variant_1" },
    ...{ vendor: "partner-center", vendorTenantId: "tenant-1", vendorProductId: "CFQ7TTC0LCHC", vendorSkuId: "0002" },
    ...{ vendorOrderId: null, vendorSubscriptionId: `vendor-${seq}`, segment: "commercial", quantity: 10 },
    terms: { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 26_400, priceVersion: "price_1" },
    startedOn: "2026-03-15",
    termEndsOn: "2027-03-15",
    vendorState: {
      ...{ status: "active", autoRenew: true, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null },
      cancellationAllowedUntil: null,
      returnWindows: [],
    },
    activatedAt: STARTED,
    nextSyncAt: new Date(STARTED.getTime() + DAY_MS),
    ...change,
  });
  return id;
}

/** One look of the duty, and of the duty that sends. */
async function look(now: Date) {
  const report = await renewalReminderDuty.run(container, now);
  await mailDuty.run(container, now);
  return report;
}
const keys = () => sent.map(({ resource_id }) => resource_id);
const daysSent = () => keys().map((key) => Number(key.split(":").at(-1)));
const textOf = (index: number) => sent[index]?.content.text ?? "";

async function confirm(id: string, now: Date, seen: ConfirmedEnd = { outcome: "renew", quantity: 10 }) {
  const subscription = await subscriptions.retrieve(id);
  return confirmRenewal(container, {
    subscription,
    seen: { ...seen, termEndsOn: subscription.termEndsOn },
    by: "cus_1",
    now,
  });
}

describe("reminders of the end of a term", () => {
  it("go out once each and in order, woken at the instants that the duty names", async () => {
    const id = await activate();
    let now: Date | null = STARTED;
    const instants: string[] = [];
    while (now !== null && instants.length < 20) {
      instants.push(now.toISOString().slice(0, 10));
      const report = await look(now);
      expect((await look(now)).done).toBe(0);
      now = report.nextDueAt;
    }
    expect(instants.slice(1)).toEqual([
      "2026-12-15",
      "2027-01-14",
      "2027-02-13",
      "2027-03-01",
      "2027-03-08",
      "2027-03-13",
    ]);
    expect(keys()).toEqual([90, 60, 30, 14, 7, 2].map((days) => `renewal_reminder:${id}:2027-03-15:${days}`));
    await look(at("2027-03-14"));
    await look(at("2027-03-15"));
    expect(sent).toHaveLength(6);
  });

  it("say what happens, what it costs by the price list of that day, and until when it can be changed", async () => {
    await activate();
    await look(at("2027-02-13"));
    expect(sent[0]).toMatchObject({ to: company.email, content: { subject: expect.stringMatching(/in 30 days$/) } });
    expect(textOf(0)).toContain("is renewed on 15 Mar 2027 with 10 seats");
    expect(textOf(0)).toContain("Nobody at your company has chosen anything yet");
    expect(textOf(0)).toMatch(/costs 250\.00 USD each month, 3,?000\.00 USD for the whole term/);
    expect(textOf(0)).toContain("until 14 Mar 2027, 00:00 UTC");
    expect(textOf(0)).toContain("/account/renewals");
  });

  it("say so where no price is known, and nothing is charged after a stop", async () => {
    plans = [];
    await activate();
    const stopping = await activate();
    await subscriptions.setEndWish(stopping, { outcome: "stop", quantity: null }, null);
    await look(at("2027-02-13"));
    const said = (words: string) => sent.filter(({ content }) => content.text.includes(words));
    expect(said("There is no price for that day yet.")).toHaveLength(1);
    const [stop] = said("Nothing is charged after that.");
    expect(stop?.content.text).toContain("10 seats of Business Premium stop after 14 Mar 2027.");
    expect(stop?.content.text).toContain("Until then the record says that it renews.");
  });

  it("that a jump of the clock passed over are not sent late: only the newest is", async () => {
    await activate();
    await look(STARTED);
    await look(at("2027-03-05"));
    expect(daysSent()).toEqual([14]);
    await look(at("2027-03-13", "20:00:00.000"));
    expect(daysSent()).toEqual([14, 2]);
    await activate();
    await look(at("2027-03-14"));
    expect(daysSent()).toEqual([14, 2]);
  });

  it("go out once when a process dies between the mail and the note of it, or before it was sent", async () => {
    const id = await activate();
    const now = at("2027-02-13");
    jest.spyOn(subscriptions.renewals, "noteReminded").mockRejectedValueOnce(new Error("killed"));
    expect((await renewalReminderDuty.run(container, now)).done).toBe(0);
    expect(await database.db("csp_mail").pluck("id")).toEqual([`renewal_reminder:${id}:2027-03-15:30`]);
    expect((await look(now)).done).toBe(1);
    await look(now);
    expect(daysSent()).toEqual([30]);
  });

  it("stop after a confirmation but for the last, and come again when something else is planned", async () => {
    const id = await activate();
    await look(at("2027-01-14"));
    await confirm(id, at("2027-01-20"));
    await look(at("2027-02-13"));
    expect(daysSent()).toEqual([60]);
    await subscriptions.appendEvent(id, { type: "quantity_changed", on: "2027-02-20", quantity: 12 }, "more");
    await look(at("2027-03-01"));
    expect(daysSent()).toEqual([60, 14]);
    expect(textOf(1)).toContain("with 12 seats");
    await confirm(id, at("2027-03-02"), { outcome: "renew", quantity: 12 });
    await look(at("2027-03-08"));
    await look(at("2027-03-13"));
    expect(daysSent()).toEqual([60, 14, 2]);
    expect(textOf(2)).toContain("You have confirmed it");
  });

  it("are not sent of what is over, suspended or held, nor to a company of which nobody is left", async () => {
    const over = await activate();
    await subscriptions.appendEvent(over, { type: "cancelled", on: "2026-12-01" }, "over");
    const suspended = await activate();
    await database.db("csp_subscription").where({ id: suspended }).update({ status: "suspended" });
    const held = await activate();
    await database
      .db("csp_subscription")
      .where({ id: held })
      .update({ vendor_sighting: { state: "gone" } });
    await look(at("2027-02-13"));
    expect(sent).toEqual([]);
    await activate();
    company = aCompany("comp_1", { email: "erased@erased.invalid" });
    await look(at("2027-02-13"));
    company = aCompany("comp_1");
    await look(at("2027-02-14"));
    expect(sent).toEqual([]);
  });

  it("begin anew with the next term", async () => {
    const id = await activate();
    await look(at("2027-03-13"));
    const { terms } = await subscriptions.retrieve(id);
    const renewed = { type: "renewed", on: "2027-03-15", quantity: 10, terms, termEndsOn: "2028-03-15" } as const;
    await subscriptions.appendEvent(id, renewed, "renewed");
    await look(at("2027-12-16"));
    expect(keys()).toEqual([`renewal_reminder:${id}:2027-03-15:2`, `renewal_reminder:${id}:2028-03-15:90`]);
  });
});

describe("a confirmation of what is planned", () => {
  it("is kept with who and when, once, and makes the vendor's default the company's wish", async () => {
    const id = await activate();
    const both = await Promise.all([confirm(id, at("2027-02-01")), confirm(id, at("2027-02-01", "00:00:01.000"))]);
    expect(both.map(({ confirmed }) => confirmed?.by)).toEqual(["cus_1", "cus_1"]);
    expect(await database.db("csp_renewal_confirmation").select("outcome", "quantity", "confirmed_by")).toEqual([
      { outcome: "renew", quantity: 10, confirmed_by: "cus_1" },
    ]);
    const { endWish, endWishKeptAt, syncedAt } = await subscriptions.retrieve(id);
    expect([endWish, endWishKeptAt]).toEqual([{ outcome: "renew", quantity: null }, syncedAt]);
    const [renewal] = await renewalsOf(container, [await subscriptions.retrieve(id)], at("2027-02-02"));
    expect(renewal).toMatchObject({ planned: { chosenBy: "company" }, daysLeft: 41, isOpen: true });
  });

  it("of what nobody put on the vendor's record has it written there", async () => {
    const id = await activate({
      vendorState: {
        ...{ status: "active", autoRenew: false, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null },
        cancellationAllowedUntil: null,
        returnWindows: [],
      },
    });
    await confirm(id, at("2027-02-01"), { outcome: "extend", quantity: null });
    expect(await subscriptions.retrieve(id)).toMatchObject({ endWish: { outcome: "extend" }, endWishKeptAt: null });
    expect((await subscriptions.listWishesLost(at("2027-02-01"), 10)).map((one) => one.id)).toEqual([id]);
  });

  it("is refused in words when something else is planned, a change is under way, or the vendor has locked it", async () => {
    const id = await activate();
    const now = at("2027-02-01");
    await expect(confirm(id, now, { outcome: "stop", quantity: null })).rejects.toThrow(/not what you were shown/);
    await expect(confirm(id, at("2027-03-14"))).rejects.toThrow(/renewed within a day/);
    await subscriptions.changes.request(
      {
        ...{ subscriptionId: id, companyId: "comp_1", kind: "add_seats", wanted: { kind: "seats", quantity: 12 } },
        ...{ fromQuantity: 10, previewHash: "hash", holdAmount: null },
        shown: { currency: "USD", on: "2027-02-01", gross: 0, amountDue: 0, atOnce: false },
        askedBy: { as: "customer", actor: "cus_1", reason: null },
      },
      now,
    );
    await expect(confirm(id, now)).rejects.toThrow(/under way/);
    await database.db("csp_subscription_change").delete();
    await database.db("csp_subscription").where({ id }).update({ status: "suspended" });
    await expect(confirm(id, now)).rejects.toThrow(/not active/);
    expect(await database.db("csp_renewal_confirmation").pluck("id")).toEqual([]);
  });
});
