/** The columns of the API. */
export const SHEET_HEADER =
  "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan,Market," +
  "Currency,UnitPrice,PricingTierRangeMin,PricingTierRangeMax,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment";

const plans: [term: string, plan: string, share: number][] = [
  ["P1M", "Monthly", 0.1],
  ["P1Y", "Monthly", 1.05],
  ["P1Y", "Annual", 1],
];

const offers: [title: string, productId: string, skuId: string, yearly: number][] = [
  ["Microsoft 365 Business Basic", "CFQ7TTC0LH18", "0001", 60],
  ["Microsoft 365 Business Premium", "CFQ7TTC0LCHC", "0002", 240],
  ["Office 365 E5 without Audio Conferencing", "CFQ7TTC0LF8S", "0001", 360],
];

/** A price sheet with invented prices in the columns of the API, for tests that bring none of their own. */
export function builtinSheet(): string {
  const rows = offers.flatMap(([title, productId, skuId, yearly]) =>
    plans.map(([term, plan, share]) => {
      const price = (yearly * share).toFixed(2);
      const cells = [title, productId, skuId, title, "Microsoft Corporation", `${title} for one user.`, "", term, plan];
      const dates = ["1/1/2020 12:00:00 AM", "11/30/9999 11:59:59 PM"];
      return [...cells, "US", "USD", price, "", "", ...dates, "License", price, "Commercial"].join(",");
    }),
  );
  return `${[SHEET_HEADER, ...rows].join("\n")}\n`;
}
