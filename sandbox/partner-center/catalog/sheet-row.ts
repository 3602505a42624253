import Papa from "papaparse";
import { z } from "zod";

const rowSchema = z.object({
  ProductTitle: z.string(),
  ProductId: z.string().min(1),
  SkuId: z.string().min(1),
  SkuTitle: z.string(),
  Publisher: z.string(),
  SkuDescription: z.string(),
  TermDuration: z.string(),
  BillingPlan: z.string(),
  Market: z.string(),
  Currency: z.string(),
  UnitPrice: z.coerce.number(),
  EffectiveStartDate: z.string(),
  EffectiveEndDate: z.string(),
  Tags: z.string().default(""),
  Segment: z.string().default("Commercial"),
});

/** One priced combination of SKU, term and billing plan; `termPrice` is for the whole term. */
export interface SheetRow {
  productId: string;
  productTitle: string;
  skuId: string;
  skuTitle: string;
  description: string;
  publisher: string;
  term: string;
  billingCycle: string;
  market: string;
  currency: string;
  termPrice: number;
  startsAt: Date;
  endsAt: Date;
  isTrial: boolean;
  segment: string;
}

/** Reads both published date forms as UTC: `2025-11-01T00:00:00.0000000Z` and `2/1/2019 12:00:00 AM`. */
export function sheetDate(text: string): Date {
  const iso = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})/.exec(text);
  return new Date(iso ? `${iso[1]}Z` : `${text} UTC`);
}

/** `OneTime` is read back as `one_time`, as in carts and orders. */
const billingCycleOf = (plan: string): string => (/^one_?time$/i.test(plan) ? "one_time" : plan.toLowerCase());

/** The downloaded form has lost the leading zeros of numeric SKU ids. */
export const padSkuId = (skuId: string): string => skuId.padStart(4, "0");

/** The rows of a licence price sheet, found by column name. */
export function readSheet(text: string): SheetRow[] {
  const { data, errors } = Papa.parse<unknown>(text.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true });
  if (errors[0]) {
    throw new Error(`The price sheet cannot be read at row ${errors[0].row}: ${errors[0].message}`);
  }
  return data.map((record) => {
    const row = rowSchema.parse(record);
    return {
      productId: row.ProductId,
      productTitle: row.ProductTitle,
      skuId: padSkuId(row.SkuId),
      skuTitle: row.SkuTitle,
      description: row.SkuDescription,
      publisher: row.Publisher,
      term: row.TermDuration,
      billingCycle: billingCycleOf(row.BillingPlan),
      market: row.Market,
      currency: row.Currency,
      termPrice: row.UnitPrice,
      startsAt: sheetDate(row.EffectiveStartDate),
      endsAt: sheetDate(row.EffectiveEndDate),
      isTrial: row.Tags.split(";").includes("Trial"),
      segment: row.Segment.toLowerCase() === "charity" ? "nonprofit" : row.Segment.toLowerCase(),
    };
  });
}
