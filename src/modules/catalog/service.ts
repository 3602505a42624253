import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { readingService } from "../../database";
import { type ImportRequest, importPriceSheet } from "./import";
import { CspPlan } from "./models/plan";
import { listAdminPlans, listProductPlans, type PlanSearch } from "./reads/admin-plans";
import { listPriceSteps } from "./reads/price-steps";
import { listSellablePlans } from "./reads/sellable-plans";
import { listSheets } from "./reads/sheets";
import { findOffer, type OfferPage, type OfferSearch, type StoreOffer, searchOffers } from "./reads/store-offers";
import { judgePlans } from "./selling/candidates";
import {
  anyPublished,
  listProductStates,
  listStalePrices,
  nextPriceChange,
  type Publication,
  recordPublications,
  recordShownPrices,
  recordWithdrawals,
} from "./selling/publications";
import { listRules, startRule } from "./selling/rules";
import { refreshSalePrices } from "./selling/sale-prices";
import type {
  AdminPlan,
  PlanCandidate,
  PriceSheet,
  PriceSheetImport,
  PriceStep,
  PricingRuleInput,
  PricingRuleRecord,
  RefusedPlan,
  SellablePlan,
  ShownPrice,
} from "./types";

/** What vendors sell at which cost, and what we sell of it at which price. Each method is one transaction. */
export default class CatalogService extends readingService({ CspPlan }) {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /**
   * Imports one price sheet whole or not at all. Prices are versioned by their dates; the same bytes twice change
   * nothing; plans on sale follow with their selling prices.
   */
  async importPriceSheet(request: ImportRequest): Promise<PriceSheetImport> {
    const answer = await importPriceSheet(this.db, request);
    if (answer.outcome === "imported") {
      await this.refreshSalePrices(request.now);
    }
    return answer;
  }

  async listPriceSheets(page: { limit: number; offset: number }): Promise<{ sheets: PriceSheet[]; count: number }> {
    return listSheets(this.db, page);
  }

  /** Plans with cost and margin, for the partner's own people only. */
  async listPlansForAdmin(search: PlanSearch): Promise<{ plans: AdminPlan[]; count: number }> {
    return listAdminPlans(this.db, search);
  }

  /** Plans that a Medusa product stands for, with cost and margin; empty when it stands for none. */
  async listProductPlans(input: { productId: string; now: Date }): Promise<AdminPlan[]> {
    return listProductPlans(this.db, input);
  }

  /** When the price of each of these plans changes next, and to what; a plan whose price stays is missing. */
  async listPriceSteps(input: { planIds: readonly string[]; now: Date }): Promise<Map<string, PriceStep>> {
    return listPriceSteps(this.db, input);
  }

  /** Ids of plans by the vendor's ids, in any order. */
  async findPlanIds(filter: { vendorProductId: string; vendorSkuId: string }): Promise<string[]> {
    return this.db("csp_plan as p")
      .join("csp_sku as k", "k.id", "p.sku_id")
      .join("csp_offer as o", "o.id", "k.offer_id")
      .where({ "o.vendor_product_id": filter.vendorProductId, "k.vendor_sku_id": filter.vendorSkuId })
      .pluck("p.id");
  }

  /**
   * Plans that can be ordered at `now` with the price that then holds. Plans that cannot be ordered (withdrawn, price
   * not in effect, below the floor) are left out: the caller tells which are missing.
   */
  async listPlansForSale(input: { planIds: readonly string[]; now: Date }): Promise<SellablePlan[]> {
    return listSellablePlans(this.db, input);
  }

  /** One page of the shop's catalogue. Without cost and margin. */
  async searchOffers(search: OfferSearch): Promise<OfferPage> {
    return searchOffers(this.db, search);
  }

  /** One offer of the shop by its address, or null when nothing of it is on sale. Without cost and margin. */
  async findOffer(input: { handle: string; now: Date }): Promise<StoreOffer | null> {
    return findOffer(this.db, input);
  }

  async listPricingRules(): Promise<PricingRuleRecord[]> {
    return listRules(this.db);
  }

  /** Puts a rule in force from `now` on and reprices the plans on sale. Prices that were agreed stay as they were. */
  async startPricingRule(input: PricingRuleInput, now: Date): Promise<string> {
    return this.db.transaction(async (trx) => {
      const id = await startRule(trx, input, now);
      await refreshSalePrices(trx, now);
      return id;
    });
  }

  /** Which of these plans may go on sale, and why the others may not. */
  async judgePlans(input: {
    planIds: readonly string[];
    market: string;
    currency: string;
    now: Date;
  }): Promise<{ ready: PlanCandidate[]; refused: RefusedPlan[] }> {
    return judgePlans(this.db, input);
  }

  async recordPublications(publications: readonly Publication[], now: Date): Promise<void> {
    await recordPublications(this.db, publications, now);
  }

  /** Takes plans off sale at once. Returns those it withdrew. */
  async recordWithdrawals(planIds: readonly string[], now: Date): Promise<string[]> {
    return recordWithdrawals(this.db, planIds, now);
  }

  /** True when one of the Medusa variants stands for a plan of ours, on sale or not. */
  async anyPublished(variantIds: readonly string[]): Promise<boolean> {
    return variantIds.length > 0 && anyPublished(this.db, variantIds);
  }

  /** Plans whose Medusa variant shows another price than is due at `now`, at most `limit`. */
  async listStalePrices(now: Date, limit: number): Promise<ShownPrice[]> {
    return listStalePrices(this.db, now, limit);
  }

  async recordShownPrices(shown: readonly ShownPrice[]): Promise<void> {
    await recordShownPrices(this.db, shown);
  }

  async listProductStates(planIds: readonly string[]): Promise<{ id: string; onSale: boolean }[]> {
    return listProductStates(this.db, planIds);
  }

  /** The next instant at which a price on sale begins or ends. */
  async nextPriceChange(now: Date): Promise<Date | null> {
    return nextPriceChange(this.db, now);
  }

  /** Brings the selling prices of all plans on sale in line with the vendor's prices and the rules. */
  async refreshSalePrices(now: Date): Promise<void> {
    await this.db.transaction((trx) => refreshSalePrices(trx, now));
  }
}
