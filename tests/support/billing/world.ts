import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import type { SubscriptionEvent } from "../../../src/domain/subscription";
import { BILLING_MODULE } from "../../../src/modules/billing";
import type BillingModuleService from "../../../src/modules/billing/service";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { CLOCK_MODULE } from "../../../src/modules/clock";
import { COMPANY_MODULE, type Company } from "../../../src/modules/company";
import { MAIL_MODULE, MailService } from "../../../src/modules/mail";
import { SETTINGS_MODULE } from "../../../src/modules/settings";
import {
  type BillableSubscription,
  type NewSubscriptionEvent,
  SUBSCRIPTION_MODULE,
  type Subscription,
} from "../../../src/modules/subscription";
import type { Mail } from "../../../src/processes/notify";
import { testSettings } from "../settings";
import type { FakeGateway } from "./fake-gateway";

interface SentMail {
  readonly to: string;
  readonly template: string;
  readonly idempotency_key: string;
  readonly resource_id: string;
}

/** The neighbours of billing, in memory: what they know is set by the test, what they are told is kept. */
export class BillingWorld {
  readonly companies = new Map<string, Company>();
  readonly subscriptions = new Map<string, BillableSubscription>();
  readonly mails: SentMail[] = [];
  readonly canceledPayments: string[] = [];
  readonly log: string[] = [];
  /** Tax rates by country; a country that is not here has no tax region. */
  readonly taxes = new Map<string, { name: string; rate: number }[]>([["us", [{ name: "Sales tax", rate: 10 }]]]);
  /** The rail that holds the orders' authorisations. */
  card: FakeGateway | undefined;
  readonly orders = new Map<string, { displayId: number; canceledAt?: string; payments: OrderPaymentRow[] }>();
  /** What a checkout of ours knows of an order. */
  readonly checkouts = new Map<string, CheckoutFacts>();
  readonly container: MedusaContainer;

  /** @param db where what is tested reads the tables of several modules */
  constructor(
    readonly billing: BillingModuleService,
    db?: Knex,
  ) {
    const services: Record<string, unknown> = {
      ...(db === undefined ? {} : { [ContainerRegistrationKeys.PG_CONNECTION]: db }),
      [MAIL_MODULE]: new MailService({ [ContainerRegistrationKeys.PG_CONNECTION]: Reflect.get(billing, "db") }),
      [SETTINGS_MODULE]: testSettings(Reflect.get(billing, "db")),
      [CLOCK_MODULE]: { now: () => new Date("2026-03-15T10:00:00.000Z") },
      [BILLING_MODULE]: billing,
      [COMPANY_MODULE]: {
        list: async (ids: string[]) => ids.flatMap((id) => this.companies.get(id) ?? []),
        retrieve: async (id: string) => this.companies.get(id),
      },
      [SUBSCRIPTION_MODULE]: {
        listForBilling: async ({ companyIds, orderId }: { companyIds?: string[]; orderId?: string }) =>
          [...this.subscriptions.values()].filter((one) =>
            orderId ? one.orderId === orderId : (companyIds ?? []).includes(one.companyId),
          ),
        list: async ({ ids }: { ids: string[] }) =>
          ids.flatMap((id) => {
            const subscription = this.subscriptions.get(id);
            return subscription ? [asOfNow(subscription)] : [];
          }),
      },
      [CHECKOUT_MODULE]: {
        findByOrder: async (orderId: string) => this.checkouts.get(orderId) ?? null,
        findByPaymentIntent: async (id: string) =>
          [...this.checkouts.values()].find(({ paymentIntentId }) => paymentIntentId === id) ?? null,
        orderNumbers: async (orderIds: string[]) =>
          new Map(
            orderIds.flatMap((id) => {
              const number = this.checkouts.get(id)?.poNumber;
              return number ? [[id, number]] : [];
            }),
          ),
      },
      [Modules.TAX]: {
        listTaxRegions: async ({ country_code }: { country_code: string }) =>
          this.taxes.has(country_code) ? [{ id: country_code, province_code: null }] : [],
        getTaxLines: async (_items: unknown, { address }: { address: { country_code: string } }) =>
          (this.taxes.get(address.country_code) ?? []).map((tax) => ({ ...tax, code: "tax" })),
      },
      [Modules.NOTIFICATION]: {
        createNotifications: async (mail: SentMail) => {
          if (!this.mails.some((known) => known.idempotency_key === mail.idempotency_key)) {
            this.mails.push(mail);
          }
        },
      },
      [Modules.PAYMENT]: {
        // As Medusa and the provider do: what was taken cannot be released, what is released stays so.
        cancelPayment: async (id: string) => {
          const row = [...this.orders.values()].flatMap(({ payments }) => payments).find((one) => one.id === id);
          const paymentIntentId = row?.data?.payment_intent_id;
          const result =
            paymentIntentId && (await this.card?.cancel({ paymentIntentId, idempotencyKey: `cancel:${id}` }));
          // What the settlement has given back counts as released.
          if (result && result.outcome !== "canceled" && !(await this.billing.unbilled.find(paymentIntentId ?? ""))) {
            throw new Error(`The payment was not released: ${result.reason}`);
          }
          if (row) {
            row.canceled_at = new Date().toISOString();
          }
          this.canceledPayments.push(id);
        },
      },
      [ContainerRegistrationKeys.QUERY]: {
        graph: async ({ filters }: { filters: { id: string } }) => {
          const order = this.orders.get(filters.id);
          return {
            data: order
              ? [
                  {
                    id: filters.id,
                    display_id: order.displayId,
                    canceled_at: order.canceledAt ?? null,
                    payment_collections: [{ payments: order.payments }],
                  },
                ]
              : [],
          };
        },
      },
      [ContainerRegistrationKeys.LOGGER]: { error: (text: string) => this.log.push(text), warn: () => undefined },
    };
    this.container = {
      resolve: (key: string) => {
        if (!(key in services)) {
          throw new Error(`The test's container has no "${key}".`);
        }
        return services[key];
      },
    } as unknown as MedusaContainer;
  }

  /** A company in the United States with an account, and a saved card unless told otherwise. */
  async addCompany(id: string, options: { card?: boolean; countryCode?: string } = {}): Promise<string> {
    this.companies.set(id, company(id, options.countryCode ?? "us"));
    const account = await this.billing.ensureAccount({
      companyId: id,
      currency: "USD",
      timeZone: "UTC",
      stripeCustomerId: `cus_${id}`,
    });
    if (options.card ?? true) {
      await this.saveCard(account.id, `pm_${id}`);
    }
    return account.id;
  }

  async saveCard(
    accountId: string,
    paymentMethodId: string,
    agreedAt = new Date("2026-01-01T00:00:00Z"),
  ): Promise<void> {
    await this.billing.savePaymentMethod({
      accountId,
      paymentMethodId,
      brand: "visa",
      last4: "4242",
      expMonth: 12,
      expYear: 2030,
      fingerprint: `fp_${paymentMethodId}`,
      consent: { textVersion: "1", agreedAt, ip: "203.0.113.9" },
    });
  }

  /** A one-year subscription charged monthly: 22.00 a seat and month unless told otherwise. */
  addSubscription(options: {
    id: string;
    companyId: string;
    startedOn: string;
    orderId?: string;
    quantity?: number;
    unitTermPrice?: number;
    billingDay?: number;
    /** A year after the start unless told otherwise. */
    termEndsOn?: string;
    events?: SubscriptionEvent[];
  }): void {
    const { id, companyId, startedOn, orderId = "", quantity = 10, unitTermPrice = 26_400 } = options;
    const year = String(Number(startedOn.slice(0, 4)) + 1);
    const started: SubscriptionEvent = {
      type: "started",
      id: `${id}-1`,
      sequence: 1,
      on: startedOn,
      quantity,
      terms: {
        term: "P1Y",
        billingPlan: "monthly",
        currency: "USD",
        unitTermPrice,
        priceVersion: "test-1",
        ...(options.billingDay === undefined ? {} : { billingDay: options.billingDay }),
      },
      termEndsOn: options.termEndsOn ?? `${year}${startedOn.slice(4)}`,
    };
    this.subscriptions.set(id, {
      id,
      companyId,
      orderId,
      orderLineId: `line_${id}`,
      planId: "plan",
      title: "Microsoft 365 Business Premium",
      skuTitle: "Microsoft 365 Business Premium",
      productId: "prod",
      variantId: "variant",
      vendor: "partner-center",
      vendorSubscriptionId: `vendor_${id}`,
      status: "active",
      isHeld: false,
      events: [started, ...(options.events ?? [])],
    });
  }

  /** Adds an event to a history, as the vendor's news does. */
  appendEvent(subscriptionId: string, event: NewSubscriptionEvent & { readonly id: string }): void {
    const subscription = this.subscriptions.get(subscriptionId);
    if (!subscription) {
      throw new Error(`There is no subscription ${subscriptionId}.`);
    }
    const sequence = subscription.events.length + 1;
    const events = [...subscription.events, { ...event, sequence } as SubscriptionEvent];
    this.subscriptions.set(subscriptionId, { ...subscription, events });
  }

  mailed(template: Mail["template"]): number {
    return this.mails.filter((mail) => mail.template === template).length;
  }
}

/** The latest state of a subscription, with all its seats still returnable. */
function asOfNow(subscription: BillableSubscription): Subscription {
  const terms = subscription.events.flatMap((event) => ("termEndsOn" in event ? [event] : []));
  const quantity = subscription.events.reduce((seats, event) => ("quantity" in event ? event.quantity : seats), 0);
  const last = terms.at(-1);
  if (last === undefined) {
    throw new Error(`Subscription ${subscription.id} has no term.`);
  }
  return {
    ...subscription,
    vendorTenantId: "tenant",
    vendorProductId: "CFQ7TTC0LCHC",
    vendorSkuId: "0001",
    vendorOrderId: null,
    segment: "commercial",
    domain: "example.onmicrosoft.com",
    quantity,
    terms: last.terms,
    startedOn: terms[0]?.on ?? last.on,
    termStartedOn: last.on,
    termEndsOn: last.termEndsOn,
    autoRenew: true,
    cancelAtEnd: false,
    extendAtEnd: false,
    nextQuantity: null,
    endWish: null,
    endWishKeptAt: null,
    cancellationAllowedUntil: null,
    returnWindows: [{ quantity, until: new Date("2099-01-01T00:00:00Z") }],
    syncedAt: new Date(0),
    problem: null,
    sighting: null,
  };
}

type CheckoutFacts = {
  quoteId: string;
  poNumber: string | null;
  authorisedAt: Date | null;
  paymentIntentId?: string;
  billingAccountId?: string;
  orderId?: string;
  amount?: number;
  currency?: string;
};

export type OrderPaymentRow = {
  id: string;
  canceled_at?: string | null;
  data: { payment_intent_id?: string };
  captures: { amount: number }[];
};

export function company(id: string, countryCode: string): Company {
  return {
    id,
    legalName: `Company ${id}`,
    taxId: null,
    taxIdCheck: null,
    email: `${id}@example.com`,
    phone: "",
    firstName: "Ada",
    lastName: "Byron",
    address: { line1: "1 Main St", line2: null, city: "Austin", province: "TX", postalCode: "73301", countryCode },
    tenant: null,
    firstSignInWaits: false,
    agreement: null,
  };
}
