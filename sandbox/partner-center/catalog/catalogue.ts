import { catalogueWord } from "../identifiers";
import { chargesOf } from "../subscriptions/term-dates";
import type { PriceSheets } from "./price-sheets";
import type { SheetRow } from "./sheet-row";

export interface Term {
  id: string;
  duration: string;
  billingCycle: string;
  /** One seat, whole term. */
  termPrice: number;
}

export interface Sku {
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
  maximumQuantity: number;
  terms: Term[];
}

export interface CatalogueProduct {
  productId: string;
  title: string;
  description: string;
  publisher: string;
  skus: Map<string, Sku>;
}

const businessPlan = /microsoft 365 (business|apps for business)/i;

function skuFrom(row: SheetRow): Sku {
  return {
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
    maximumQuantity: row.isTrial ? 25 : businessPlan.test(row.skuTitle) ? 300 : 10_000,
    terms: [],
  };
}

/** Products, SKUs and availabilities as they follow from the price sheet that holds at an instant. */
export class Catalogue {
  private cached: { text: string; products: Map<string, CatalogueProduct> } | null = null;

  constructor(
    readonly sheets: PriceSheets,
    private readonly availabilityDays: () => number,
  ) {}

  products(now: Date): Map<string, CatalogueProduct> {
    const sheet = this.sheets.current(now);
    if (this.cached?.text !== sheet.text) {
      this.cached = { text: sheet.text, products: this.build(sheet.rows) };
    }
    return this.cached.products;
  }

  sku(productId: string, skuId: string, now: Date): Sku | null {
    return this.products(now).get(productId)?.skus.get(skuId) ?? null;
  }

  /** The availability id of a SKU at an instant. It changes from time to time; nobody may store it. */
  availabilityId(sku: Pick<Sku, "productId" | "skuId">, now: Date): string {
    const epoch = Math.floor(now.getTime() / (this.availabilityDays() * 86_400_000));
    return catalogueWord(`${sku.productId}:${sku.skuId}:${epoch}`);
  }

  private build(rows: SheetRow[]): Map<string, CatalogueProduct> {
    const products = new Map<string, CatalogueProduct>();
    for (const row of rows) {
      const product = products.get(row.productId) ?? {
        productId: row.productId,
        title: row.productTitle,
        description: row.description,
        publisher: row.publisher,
        skus: new Map<string, Sku>(),
      };
      products.set(row.productId, product);
      const sku = product.skus.get(row.skuId) ?? skuFrom(row);
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
