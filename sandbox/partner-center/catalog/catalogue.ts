import { catalogueWord } from "../identifiers";
import { chargesOf } from "../subscriptions/term-dates";
import { extendedTitleOf, isExtendedTitle, madeSkuId } from "./extended-term-sheet";
import { MARKETPLACE_SHEET, SOFTWARE_SHEET } from "./other-sheets";
import type { PriceSheets } from "./price-sheets";
import type { ProductKind } from "./product-kind";
import { readSheet, type SheetRow } from "./sheet-row";

export interface Term {
  id: string;
  duration: string;
  billingCycle: string;
  /** One seat, whole term. */
  termPrice: number;
}

export interface Sku {
  kind: ProductKind;
  productId: string;
  skuId: string;
  title: string;
  description: string;
  publisher: string;
  segment: string;
  currency: string;
  isTrial: boolean;
  isAddon: boolean;
  minimumQuantity: number;
  /** Most seats of one subscription. */
  maximumQuantity: number;
  /** Most seats of a tenant in all its subscriptions of this SKU; null where nothing is said. */
  tenantSeatLimit: number | null;
  /** `P:S` of the licence whose extended service term this is; null for a licence. Such a SKU cannot be bought. */
  extends: string | null;
  terms: Term[];
}

export interface CatalogueProduct {
  kind: ProductKind;
  productId: string;
  title: string;
  description: string;
  publisher: string;
  skus: Map<string, Sku>;
}

const businessPlan = /microsoft 365 (business|apps for business)/i;

/** Seats that a tenant may have of a plan for small businesses. */
const BUSINESS_SEATS = 300;

function skuFrom(row: SheetRow, kind: ProductKind): Sku {
  const forBusiness = !row.isTrial && businessPlan.test(row.skuTitle);
  return {
    kind,
    productId: row.productId,
    skuId: row.skuId,
    title: row.skuTitle,
    description: row.description,
    publisher: row.publisher,
    segment: row.segment,
    currency: row.currency,
    isTrial: row.isTrial,
    isAddon: /add-?on/i.test(row.skuTitle),
    minimumQuantity: row.isTrial ? 25 : 1,
    maximumQuantity: row.isTrial ? 25 : forBusiness ? BUSINESS_SEATS : 10_000,
    tenantSeatLimit: forBusiness ? BUSINESS_SEATS : null,
    extends: null,
    terms: [],
  };
}

/** `P:S`, as offers are named in lists of others. */
export const offerKey = ({ productId, skuId }: Pick<Sku, "productId" | "skuId">): string => `${productId}:${skuId}`;

interface Month {
  text: string;
  products: Map<string, CatalogueProduct>;
  /** Extended service terms, by the `P:S` of the licence that each follows. */
  extendedOf: Map<string, Sku>;
  /** The same, by their own. */
  extended: Map<string, Sku>;
}

/** Products, SKUs and availabilities as they follow from the price sheet that holds at an instant. */
export class Catalogue {
  private cached: Month | null = null;
  /** Software and the marketplace. */
  private readonly others: Map<string, CatalogueProduct>;

  constructor(
    readonly sheets: PriceSheets,
    private readonly availabilityDays: () => number,
  ) {
    this.others = new Map([
      ...this.build(readSheet(SOFTWARE_SHEET), ({ term }) => (term === "" ? "perpetual" : "software")),
      ...this.build(readSheet(MARKETPLACE_SHEET), () => "saas"),
    ]);
  }

  /** What can be bought. Extended service terms are in no list (an inference), and found by their ids alone. */
  products(now: Date): Map<string, CatalogueProduct> {
    return this.month(now).products;
  }

  /** A licence, or an extended service term. */
  sku(productId: string, skuId: string, now: Date): Sku | null {
    const { products, extended } = this.month(now);
    return products.get(productId)?.skus.get(skuId) ?? extended.get(offerKey({ productId, skuId })) ?? null;
  }

  /** The extended service term of a licence, or null where it has none. */
  extendedTermOf(licence: Pick<Sku, "productId" | "skuId">, now: Date): Sku | null {
    return this.month(now).extendedOf.get(offerKey(licence)) ?? null;
  }

  /** The availability id of a SKU at an instant. It changes from time to time; nobody may store it. */
  availabilityId(sku: Pick<Sku, "productId" | "skuId">, now: Date): string {
    const epoch = Math.floor(now.getTime() / (this.availabilityDays() * 86_400_000));
    return catalogueWord(`${sku.productId}:${sku.skuId}:${epoch}`);
  }

  private month(now: Date): Month {
    const sheet = this.sheets.current(now);
    if (this.cached?.text !== sheet.text) {
      const licences = this.build(
        sheet.rows.filter(({ skuTitle }) => !isExtendedTitle(skuTitle)),
        () => "licence",
      );
      const products = new Map([...licences, ...this.others]);
      const extendedOf = this.extendedTerms(licences, sheet.extended.rows);
      const extended = new Map([...extendedOf.values()].map((sku) => [offerKey(sku), sku]));
      this.cached = { text: sheet.text, products, extendedOf, extended };
    }
    return this.cached;
  }

  private extendedTerms(products: Map<string, CatalogueProduct>, rows: SheetRow[]): Map<string, Sku> {
    const built = this.build(rows, () => "licence");
    const licences = [...products.values()].flatMap((product) => [...product.skus.values()]);
    return new Map(
      licences.flatMap((licence): [string, Sku][] => {
        const skus = built.get(licence.productId)?.skus;
        const title = extendedTitleOf(licence.title);
        const sku =
          skus?.get(madeSkuId(licence.skuId)) ?? [...(skus?.values() ?? [])].find((one) => one.title === title);
        const { isAddon, minimumQuantity, maximumQuantity, tenantSeatLimit } = licence;
        const limits = { isAddon, minimumQuantity, maximumQuantity, tenantSeatLimit };
        return sku && !licence.isTrial ? [[offerKey(licence), { ...sku, ...limits, extends: offerKey(licence) }]] : [];
      }),
    );
  }

  private build(rows: SheetRow[], kindOf: (row: SheetRow) => ProductKind): Map<string, CatalogueProduct> {
    const products = new Map<string, CatalogueProduct>();
    for (const row of rows) {
      const kind = kindOf(row);
      const product = products.get(row.productId) ?? {
        kind,
        productId: row.productId,
        title: row.productTitle,
        description: row.description,
        publisher: row.publisher,
        skus: new Map<string, Sku>(),
      };
      products.set(row.productId, product);
      const sku = product.skus.get(row.skuId) ?? skuFrom(row, kind);
      product.skus.set(row.skuId, sku);
      sku.terms.push({
        id: catalogueWord(`${row.productId}:${row.skuId}:${row.term}:${row.billingCycle}`).toLowerCase(),
        duration: row.term,
        billingCycle: row.billingCycle,
        termPrice: row.termPrice,
      });
    }
    return products;
  }
}

/** Price of one seat for one charge of a term. */
export const pricePerCharge = (term: Term): number => term.termPrice / chargesOf(term.duration, term.billingCycle);

export const findTerm = (sku: Sku, duration: string, billingCycle: string): Term | undefined =>
  sku.terms.find((term) => term.duration === duration && term.billingCycle === billingCycle);

/** The three parts of `P:S:A`, or null when the text is not a catalogue item id. */
export function catalogItem(text: string): { productId: string; skuId: string; availabilityId: string } | null {
  const match = /^([^:\s]+):([^:\s]+):([^:\s]+)$/.exec(text);
  const [, productId, skuId, availabilityId] = match ?? [];
  return productId && skuId && availabilityId ? { productId, skuId, availabilityId } : null;
}
