import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { type Act, JournalTable, readingService } from "../../database";
import { type ImportRequest, importPriceSheet } from "./import";
import { undoImport } from "./import/undo";
import { CspPlan } from "./models/plan";
import { listAdminPlans, listProductPlans, type PlanSearch } from "./reads/admin-plans";
import { type ExtendedTermSearch, findExtendedTerm } from "./reads/extended-terms";
import { listLeftPlans } from "./reads/left-shop";
import { listPriceSteps } from "./reads/price-steps";
import { listSellablePlans } from "./reads/sellable-plans";
import { findSheet, listSheets } from "./reads/sheets";
import { findOffer, type OfferPage, type OfferSearch, type StoreOffer, searchOffers } from "./reads/store-offers";
import { judgePlans } from "./selling/candidates";
import {
  anyPublished,
  listProductStates,
  listPublications,
  listStalePrices,
  nextPriceChange,
  type Publication,
  recordLostVariants,
  recordPublications,
  recordShownPrices,
  recordWithdrawals,
} from "./selling/publications";
import { listRules, startRule } from "./selling/rules";
import { forecast, readSaleStates } from "./selling/sale-changes";
import { refreshSalePrices } from "./selling/sale-prices";
import type {
  AdminPlan,
  ExtendedTerm,
  LeftPlan,
  PlanCandidate,
  PriceSheet,
  PriceSheetImport,
  PriceStep,
  PricingRuleInput,
  PricingRuleRecord,
  RefusedPlan,
  SaleForecast,
  SellablePlan,
  ShownPrice,
} from "./types";

const journal = new JournalTable("csp_catalog_journal");

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
    return importPriceSheet(this.db, request, (trx, sheetId) =>
      writeActs(trx, request.actor, { at: request.now, action: "import", objectKind: "price_sheet" }, [
        { objectId: sheetId, detail: { filename: request.source } },
      ]),
    );
  }

  /** @returns null when there is no such sheet */
  async findPriceSheet(id: string): Promise<PriceSheet | null> {
    return findSheet(this.db, id);
  }

  /**
   * Takes the latest import back: prices and lists are as they were before it from `now` on. What was agreed stays.
   *
   * @param by who does it, for the journal; `refuse` is asked within the transaction, and what it throws undoes all of it
   * @returns false when it is not the latest import, or was taken back before
   */
  async undoPriceSheet(
    id: string,
    now: Date,
    by?: { readonly actor: string; readonly refuse: (trx: Knex) => Promise<void> },
  ): Promise<boolean> {
    return this.db.transaction(async (trx) => {
      const isUndone = await undoImport(trx, id, now);
      if (isUndone) {
        await by?.refuse(trx);
        await refreshSalePrices(trx, now);
        await writeActs(trx, by?.actor, { at: now, action: "undo", objectKind: "price_sheet" }, [{ objectId: id }]);
      }
      return isUndone;
    });
  }

  /** Plans that left the shop by themselves: nobody withdrew them. With since when and why, the latest first. */
  async listLeftPlans(input: { now: Date; limit: number }): Promise<LeftPlan[]> {
    return listLeftPlans(this.db, input);
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

  /** The extended service term that follows a plan's, with its selling price at an instant; null where no sheet has named it. */
  async findExtendedTerm(search: ExtendedTermSearch): Promise<ExtendedTerm | null> {
    return findExtendedTerm(this.db, search);
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

  /**
   * Puts a rule in force from `now` on and reprices the plans on sale. Prices that were agreed stay as they were. With an
   * actor it is journalled.
   */
  async startPricingRule(input: PricingRuleInput, now: Date, actor?: string): Promise<string> {
    return this.db.transaction(async (trx) => {
      const id = await startRule(trx, input, now);
      await refreshSalePrices(trx, now);
      const { name, kind, percent, floorMarginPercent: floor } = input;
      const detail = { name, kind, percent, floor };
      await writeActs(trx, actor, { at: now, action: "start", objectKind: "pricing_rule" }, [{ objectId: id, detail }]);
      return id;
    });
  }

  /** What a rule would do to the plans on sale if it took effect at `now`. Nothing is changed. */
  async forecastPricingRule(input: PricingRuleInput, now: Date): Promise<SaleForecast> {
    const trx = await this.db.transaction();
    try {
      const before = await readSaleStates(trx, now);
      await startRule(trx, input, now);
      await refreshSalePrices(trx, now);
      return forecast(now, before, await readSaleStates(trx, now));
    } finally {
      await trx.rollback();
    }
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

  /** What stands in Medusa for the plans of these offers, on sale or not, the latest last. */
  async listPublications(offerIds: readonly string[]): Promise<(Publication & { readonly offerId: string })[]> {
    return listPublications(this.db, offerIds);
  }

  /** Notes that Medusa no longer has the variants of these plans; they leave the shop until they are published again. */
  async recordLostVariants(planIds: readonly string[], now: Date): Promise<void> {
    await recordLostVariants(this.db, planIds, now);
  }

  /** Puts plans on sale. With an actor it is journalled, plan by plan. */
  async recordPublications(publications: readonly Publication[], now: Date, actor?: string): Promise<void> {
    await this.db.transaction(async (trx) => {
      await recordPublications(trx, publications, now);
      const plans = publications.map(({ planId }) => ({ objectId: planId }));
      await writeActs(trx, actor, { at: now, action: "publish", objectKind: "plan" }, plans);
    });
  }

  /** Takes plans off sale at once, with an actor journalled plan by plan. Returns those it withdrew. */
  async recordWithdrawals(planIds: readonly string[], now: Date, actor?: string): Promise<string[]> {
    return this.db.transaction(async (trx) => {
      const withdrawn = await recordWithdrawals(trx, planIds, now);
      const plans = withdrawn.map((planId) => ({ objectId: planId }));
      await writeActs(trx, actor, { at: now, action: "withdraw", objectKind: "plan" }, plans);
      return withdrawn;
    });
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

/** Journals what a person did to these objects, in the transaction of the act. Nothing where nobody is named. */
async function writeActs(
  trx: Knex,
  actor: string | undefined,
  act: Pick<Act, "at" | "action" | "objectKind">,
  objects: readonly { readonly objectId: string; readonly detail?: Act["detail"] }[],
): Promise<void> {
  if (actor !== undefined) {
    await journal.write(
      trx,
      objects.map(({ objectId, detail = {} }) => ({ ...act, actor, objectId, detail })),
    );
  }
}
