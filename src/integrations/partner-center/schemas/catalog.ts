import { z } from "zod";
import { collectionOf, word } from "./common";

export const productSchema = z
  .object({ id: z.string(), title: z.string().nullish(), productType: z.object({ id: z.string() }).loose().nullish() })
  .loose();

export const skuSchema = z
  .object({
    id: z.string(),
    productId: z.string(),
    title: z.string().nullish(),
    minimumQuantity: z.coerce.number().int().nullish(),
    maximumQuantity: z.coerce.number().int().nullish(),
    isTrial: z.boolean().nullish(),
  })
  .loose();

export const availabilitySchema = z
  .object({
    id: z.string(),
    productId: z.string(),
    skuId: z.string(),
    catalogItemId: z.string(),
    segment: word.nullish(),
    isPurchasable: z.boolean().nullish(),
    terms: z
      .array(z.object({ duration: z.string().nullish(), billingCycle: word.nullish() }).loose())
      .nullish()
      .transform((terms) => terms ?? []),
  })
  .loose();

export const productPageSchema = collectionOf(productSchema);
export const skuPageSchema = collectionOf(skuSchema);
export const availabilityPageSchema = collectionOf(availabilitySchema);

export type Product = z.output<typeof productSchema>;
export type Sku = z.output<typeof skuSchema>;
export type Availability = z.output<typeof availabilitySchema>;
