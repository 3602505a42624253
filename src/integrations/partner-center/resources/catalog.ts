import type { PartnerCenterHttp } from "../http";
import {
  type Availability,
  availabilityPageSchema,
  availabilitySchema,
  type Product,
  productPageSchema,
  type Sku,
  skuPageSchema,
  skuSchema,
} from "../schemas";
import { readAllPages } from "./paging";

export type PlanKey = {
  readonly productId: string;
  readonly skuId: string;
  readonly term: string;
  readonly billingCycle: string;
  /** Lower case; when given, an availability of another segment does not count. */
  readonly segment?: string;
};

const NEW_COMMERCE_TYPE = "OnlineServicesNCE";

/** Lists come as collections, a single match in places as the bare object. */
const skuList = skuPageSchema.or(skuSchema.transform((sku) => ({ items: [sku], links: null })));
const availabilityList = availabilityPageSchema.or(
  availabilitySchema.transform((availability) => ({ items: [availability], links: null })),
);

export const catalogOperations = (http: PartnerCenterHttp) => {
  async function listAvailabilities(productId: string, skuId: string, country: string): Promise<Availability[]> {
    return readAllPages(http, {
      kind: "GET /products/:id/skus/:id/availabilities",
      at: [productId, skuId],
      query: { country },
      schema: availabilityList,
    });
  }

  return {
    /** New-commerce licences only: the vendor's view mixes them with the retired offers. */
    async listProducts(country: string, segment?: string): Promise<Product[]> {
      const all = { country, targetView: "OnlineServices" };
      const query = segment === undefined ? all : { ...all, targetSegment: segment };
      const products = await readAllPages(http, { kind: "GET /products", query, schema: productPageSchema });
      return products.filter((product) => product.productType?.id === NEW_COMMERCE_TYPE);
    },

    async listSkus(productId: string, country: string): Promise<Sku[]> {
      return readAllPages(http, {
        kind: "GET /products/:id/skus",
        at: [productId],
        query: { country },
        schema: skuList,
      });
    },

    listAvailabilities,

    /**
     * The availability that sells this plan now; null when it is not sold in the market. Availability ids change over
     * time, so this is asked just before a cart is made and never stored in the catalogue.
     */
    async resolveAvailability(key: PlanKey, country: string): Promise<Availability | null> {
      const all = await listAvailabilities(key.productId, key.skuId, country);
      const sold = all.filter(
        (one) =>
          one.isPurchasable !== false &&
          (key.segment === undefined || !one.segment || one.segment === key.segment) &&
          one.terms.some((term) => term.duration === key.term && term.billingCycle === key.billingCycle.toLowerCase()),
      );
      return sold[0] ?? null;
    },
  };
};
