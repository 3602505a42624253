import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { createManualClock, type ManualClock } from "../../../sandbox/clock/manual-clock";
import { createPartnerCenterSimulator, type PartnerCenterControl } from "../../../sandbox/partner-center";
import { madeSkuId } from "../../../sandbox/partner-center/catalog/extended-term-sheet";
import { registerVendor } from "../../../src/connections/vendors";
import {
  createPartnerCenter,
  createPartnerCenterAdapter,
  type PartnerCenterClient,
  partnerCenterVendor,
} from "../../../src/integrations/partner-center";
import { BILLING_MODULE } from "../../../src/modules/billing";
import {
  CATALOG_MODULE,
  type ExtendedTerm,
  type ExtendedTermSearch,
  type SellablePlan,
} from "../../../src/modules/catalog";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { CLOCK_MODULE } from "../../../src/modules/clock";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { PROVISIONING_MODULE, ProvisioningModuleService } from "../../../src/modules/provisioning";
import { SETTINGS_MODULE } from "../../../src/modules/settings";
import { SUBSCRIPTION_MODULE, SubscriptionModuleService } from "../../../src/modules/subscription";
import { settingsWithTick } from "../settings";
import { CompanyBook } from "./companies";
import { createProvisioningDatabase, type ProvisioningDatabase } from "./database";
import { KillSwitch } from "./kill-switch";
import { OrderBook } from "./orders";

/** One running Medusa process as far as provisioning can tell. */
export type Process = { readonly container: MedusaContainer; readonly kill: KillSwitch };

export class ProvisioningWorld {
  readonly companies = new CompanyBook();
  private readonly settings: ReturnType<typeof settingsWithTick>;
  readonly orders: OrderBook;
  /** Orders handed to the settlement, with what was live at that moment. */
  readonly settled: { orderId: string; live: number }[] = [];
  readonly marksDue: { companyIds: readonly string[]; at: Date }[] = [];
  /** Plans on sale at an instant; a test may let them depend on it. */
  /** The price of service that goes on by the month; null: none is known; undefined: no sheet has named it. */
  extendedPrice: ExtendedTerm["price"] | undefined = undefined;
  plans: SellablePlan[] | ((now: Date) => SellablePlan[]) = [];

  private constructor(
    readonly database: ProvisioningDatabase,
    readonly clock: ManualClock,
    readonly vendor: PartnerCenterControl,
    readonly url: string,
    private readonly stopVendor: () => Promise<void>,
  ) {
    this.settings = settingsWithTick(database.db);
    this.orders = new OrderBook(database.db);
  }

  static async start(at = "2026-03-15T10:00:00.000Z"): Promise<ProvisioningWorld> {
    const clock = createManualClock(new Date(at));
    const simulator = createPartnerCenterSimulator({ clock, settings: { provisioningDelayMs: 0 } });
    const running = await simulator.start(0);
    const database = await createProvisioningDatabase();
    return new ProvisioningWorld(database, clock, simulator.control, running.url, running.stop);
  }

  /** A process of its own: own services, own vendor client, own death. Only the database and the vendor are shared. */
  process(kill = new KillSwitch()): Process {
    const { db } = this.database;
    const connection = { [ContainerRegistrationKeys.PG_CONNECTION]: db };
    const services: Record<string, unknown> = {
      [SETTINGS_MODULE]: this.settings,
      [CLOCK_MODULE]: { now: () => this.clock.now() },
      [PROVISIONING_MODULE]: kill.wrap(new ProvisioningModuleService(connection)),
      [SUBSCRIPTION_MODULE]: kill.wrap(new SubscriptionModuleService(connection)),
      [COMPANY_MODULE]: kill.wrap(this.companies),
      [CHECKOUT_MODULE]: kill.wrap(this.orders.checkouts),
      [CATALOG_MODULE]: {
        listPlansForSale: async (wanted: { planIds: string[]; now: Date }) => this.plansFor(wanted),
        findExtendedTerm: async (wanted: ExtendedTermSearch) => this.extendedTermOf(wanted),
        findPlanIds: async (wanted: { vendorProductId: string; vendorSkuId: string }) => this.planIdsOf(wanted),
      },
      [BILLING_MODULE]: {
        retrieveQuote: async () => ({ createdAt: this.clock.now(), facts: { billingDay: null, lines: [] } }),
        findAccount: async () => null,
        markDue: async (companyIds: readonly string[], at: Date) => void this.marksDue.push({ companyIds, at }),
        accounts: {
          markDue: async (companyIds: readonly string[], at: Date) => void this.marksDue.push({ companyIds, at }),
        },
        invoices: { findByOrder: async () => null },
        unbilled: { ofOrder: async () => [] },
      },
      [ContainerRegistrationKeys.QUERY]: { graph: (question: unknown) => this.orders.graph(question) },
      [ContainerRegistrationKeys.LOGGER]: { error: () => {}, warn: () => {}, info: () => {} },
      [ContainerRegistrationKeys.PG_CONNECTION]: db,
    };
    const resolve = (key: string) => {
      if (!(key in services)) {
        throw new Error(`This process has no "${key}".`);
      }
      return services[key];
    };
    const container = { resolve } as unknown as MedusaContainer;
    const client = kill.wrap(this.client());
    registerVendor(partnerCenterVendor, () => createPartnerCenterAdapter(client, []));
    return { container, kill };
  }

  client(): PartnerCenterClient {
    const config = {
      apiBase: this.url,
      loginBase: this.url,
      tenantId: process.env.PARTNER_CENTER_TENANT_ID ?? "",
      clientId: process.env.PARTNER_CENTER_CLIENT_ID ?? "",
      clientSecret: process.env.PARTNER_CENTER_CLIENT_SECRET ?? "",
      timeoutMs: 300,
      retry: { maxRetries: 1, initialDelayMs: 1, maxDelayMs: 1, longestWaitMs: 0 },
    };
    const refreshTokens = {
      load: async () => process.env.PARTNER_CENTER_REFRESH_TOKEN ?? "",
      save: async () => {},
    };
    return createPartnerCenter(config, { refreshTokens, now: () => this.clock.now() });
  }

  /** The dead process's leases run out, as they do by themselves some minutes later. */
  async expireLeases(): Promise<void> {
    const { db } = this.database;
    await db("csp_provisioning_task")
      .whereNotNull("lease_token")
      .update({ lease_until: db.raw("now() - interval '1s'") });
    for (const table of ["csp_subscription", "csp_subscription_change"]) {
      await db(table)
        .whereNotNull("lease_token")
        .update({ lease_until: db.raw("now() - interval '1s'") });
    }
  }

  /** How many orders the vendor holds: the number that must never be wrong. */
  vendorOrders(): number {
    return Object.keys(this.vendor.state().orders).length;
  }

  async clear(): Promise<void> {
    await this.database.clear();
    this.vendor.reset();
    this.companies.clear();
    this.orders.clear();
    this.settled.length = 0;
    this.marksDue.length = 0;
    this.extendedPrice = undefined;
  }

  async stop(): Promise<void> {
    await this.stopVendor();
    await this.database.drop();
  }

  /** What follows a plan by the month, at the price that the test gives it. */
  private extendedTermOf({ planId, vendorSkuId }: ExtendedTermSearch): ExtendedTerm | null {
    const [plan] = this.plansFor({ planIds: [planId], now: this.clock.now() });
    const skuId = plan && madeSkuId(plan.vendorSkuId);
    return plan && this.extendedPrice !== undefined && (vendorSkuId ?? skuId) === skuId
      ? { planId: `${planId}_extended`, skuTitle: plan.skuTitle, currency: plan.currency, price: this.extendedPrice }
      : null;
  }

  private planIdsOf(wanted: { readonly vendorProductId: string; readonly vendorSkuId: string }): string[] {
    const plans = typeof this.plans === "function" ? this.plans(this.clock.now()) : this.plans;
    return plans
      .filter((plan) => plan.vendorProductId === wanted.vendorProductId && plan.vendorSkuId === wanted.vendorSkuId)
      .map((plan) => plan.planId);
  }

  private plansFor(wanted: { readonly planIds: readonly string[]; readonly now: Date }): SellablePlan[] {
    const plans = typeof this.plans === "function" ? this.plans(wanted.now) : this.plans;
    return plans.filter((plan) => wanted.planIds.includes(plan.planId));
  }
}
