import { z } from "zod";
import { isKnownCurrency } from "../../../domain/money";
import { isOpenEnd, readInstant } from "./dates";
import { guessSegment, readSegment } from "./segment";

/** The vendor's longest title has some 150 letters; an address is made of it, and an index of that. */
const LONGEST_TITLE = 300;
/** Ten digits are a billion of the smallest currency's units and more; seats and terms are multiplied with it. */
const PRICE = /^\d{1,10}(\.\d{1,6})?$/;
const BILLING_PLANS = ["monthly", "annual", "triennial", "none"] as const;
/** What a term can be charged in. `None` is the plan of trials. */
const PLANS_OF_TERM = {
  P1M: ["monthly", "none"],
  P1Y: ["monthly", "annual", "none"],
  P3Y: ["monthly", "annual", "triennial", "none"],
} as const;

type BillingPlan = (typeof BILLING_PLANS)[number];

const title = (what: string) =>
  z
    .string()
    .regex(/[\p{L}\p{N}]/u, `is empty: ${what}`)
    .max(LONGEST_TITLE, `must be at most ${LONGEST_TITLE} letters.`)
    .refine((text) => !text.includes("\ufffd"), "holds unreadable letters: save the file as CSV (UTF-8).");
const price = z.string().superRefine((text, context) => {
  if (!PRICE.test(text)) {
    context.addIssue({ code: "custom", message: priceFault(text) });
  }
});
const instant = z.string().transform((text, context) => {
  const read = readInstant(text);
  if (read === null) {
    const message = `"${text}" is not a date: write 2025-11-01T00:00:00Z or 11/1/2025 12:00:00 AM (UTC).`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  }
  return read;
});
const noTier = z.string().max(0, "holds a quantity tier, which is not supported: export the sheet without tiers.");

/** One row, keyed by the columns' names; columns that the sheet leaves out are empty. Texts are trimmed before. */
export const rowSchema = z
  .object({
    ChangeIndicator: z.string(),
    ProductTitle: title("every product has a title."),
    ProductId: z.string().regex(/^[0-9A-Za-z]{12}$/, "must be 12 letters and digits, such as CFQ7TTC0LCHC."),
    SkuId: z
      .string()
      .regex(
        /^[0-9A-Za-z]{1,4}$/,
        'must be 1 to 4 letters and digits, such as 0001; "1E+03" was made by a spreadsheet.',
      ),
    SkuTitle: title("every SKU has a title."),
    Publisher: z.string(),
    SkuDescription: z.string(),
    TermDuration: z.enum(["P1M", "P1Y", "P3Y"], {
      error: (issue) => `"${issue.input}" is not a term: use P1M, P1Y or P3Y.`,
    }),
    BillingPlan: z.string().transform((text, context) => {
      const plan = BILLING_PLANS.find((one) => one === text.toLowerCase());
      if (!plan) {
        const message = `"${text}" is not a billing plan: use Monthly, Annual, Triennial or None.`;
        context.addIssue({ code: "custom", message });
        return z.NEVER;
      }
      return plan;
    }),
    Market: z.string().regex(/^[A-Z]{2}$/, "must be a country's two letters, such as US."),
    Currency: z.string().refine(isKnownCurrency, {
      error: (issue) => `"${issue.input}" is not a known currency: use an ISO code such as USD.`,
    }),
    UnitPrice: price,
    PricingTierRangeMin: noTier,
    PricingTierRangeMax: noTier,
    EffectiveStartDate: instant,
    EffectiveEndDate: z.union([z.literal(""), instant]),
    Tags: z.string(),
    "ERP Price": price,
    Segment: z.string().nullable(),
  })
  .transform((row, context) => {
    const plans: readonly BillingPlan[] = PLANS_OF_TERM[row.TermDuration];
    if (!plans.includes(row.BillingPlan)) {
      const message = `${row.BillingPlan} does not go with the term ${row.TermDuration}: check both columns.`;
      context.addIssue({ code: "custom", path: ["BillingPlan"], message });
    }
    const segment = row.Segment === null ? guessSegment(row.SkuTitle) : readSegment(row.Segment);
    if (segment === null) {
      const message = `"${row.Segment}" is not a segment: use Commercial, Education, Government or Charity.`;
      context.addIssue({ code: "custom", path: ["Segment"], message });
    }
    if (isOpenEnd(row.EffectiveStartDate)) {
      // The newest start is the sheet's month: every later sheet would be older than this one.
      const message = "is not a day on which a price begins: correct the year.";
      context.addIssue({ code: "custom", path: ["EffectiveStartDate"], message });
    }
    const end = row.EffectiveEndDate === "" || isOpenEnd(row.EffectiveEndDate) ? null : row.EffectiveEndDate;
    if (end !== null && end <= row.EffectiveStartDate) {
      const message = "is not after EffectiveStartDate: correct one of the two dates.";
      context.addIssue({ code: "custom", path: ["EffectiveEndDate"], message });
    }
    return {
      productId: row.ProductId.toUpperCase(),
      skuId: row.SkuId.toUpperCase().padStart(4, "0"),
      productTitle: row.ProductTitle,
      skuTitle: row.SkuTitle,
      skuDescription: row.SkuDescription,
      publisher: row.Publisher,
      term: row.TermDuration,
      billingPlan: row.BillingPlan,
      market: row.Market,
      currency: row.Currency,
      unitPrice: row.UnitPrice,
      listPrice: row["ERP Price"],
      effectiveFrom: row.EffectiveStartDate,
      effectiveTo: end,
      isTrial: row.BillingPlan === "none" || row.Tags.split(";").includes("Trial"),
      segment: segment ?? "commercial",
      isDeleted: /^delete/i.test(row.ChangeIndicator),
    };
  });

/** A row of a price sheet. Prices are decimal text for one seat and the whole term. */
export type PriceSheetRow = z.output<typeof rowSchema> & { readonly line: number };

function priceFault(text: string): string {
  if (text === "") {
    return "is empty: write 0 for a free plan.";
  }
  if (/^-/.test(text)) {
    return `"${text}" is negative: a price is at least 0.`;
  }
  if (/,/.test(text)) {
    return `"${text}" has a comma: write a point for decimals and nothing for thousands, such as 1440.50.`;
  }
  if (/^\d{11,}(\.\d+)?$/.test(text)) {
    return `"${text}" is too large for the price of one seat.`;
  }
  return `"${text}" is not a price: write digits with a point and at most six decimals, such as 277.2.`;
}
