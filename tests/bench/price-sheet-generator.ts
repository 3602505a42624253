import { Readable } from "node:stream";

const HEADER =
  "ChangeIndicator,ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan," +
  "Market,Currency,UnitPrice,PricingTierRangeMin,PricingTierRangeMax,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price," +
  "Segment,PreviousValues";

/** Term, billing plan, number of charges, and the price of the term in monthly prices, as on a real sheet. */
const PLANS = [
  ["P1M", "Monthly", 1, 1.2],
  ["P1Y", "Annual", 1, 12],
  ["P1Y", "Monthly", 12, 12.6],
  ["P3Y", "Annual", 3, 36],
  ["P3Y", "Triennial", 1, 36],
] as const;
const SEGMENTS = ["Commercial", "Education", "Charity", "Government"];
const SKUS_PER_PRODUCT = 5;
const ROWS_PER_CHUNK = 500;

/**
 * A made-up price sheet in the download's form: byte order mark, 21 columns, quoted descriptions with commas and
 * quotes, SKU ids without leading zeros, seven-decimal dates. The same number of rows always gives the same bytes.
 */
export function priceSheet(rows: number): Readable {
  return Readable.from(chunks(rows), { objectMode: false });
}

function* chunks(rows: number): Generator<string> {
  let text = `\ufeff${HEADER}\n`;
  for (let row = 0; row < rows; row += 1) {
    text += `${line(row)}\n`;
    if (row % ROWS_PER_CHUNK === ROWS_PER_CHUNK - 1) {
      yield text;
      text = "";
    }
  }
  if (text) {
    yield text;
  }
}

function line(row: number): string {
  const sku = Math.floor(row / PLANS.length);
  const product = Math.floor(sku / SKUS_PER_PRODUCT);
  const [term, plan, charges, months] = PLANS[row % PLANS.length] ?? PLANS[0];
  const segment = SEGMENTS[sku % SEGMENTS.length];
  const monthlyCents = 150 + ((product * 37 + sku * 11) % 4_000) * 5;
  const list = Math.round((monthlyCents * months) / charges) * charges;
  const cost = Math.round((list * 0.81) / charges) * charges;
  const title = `Made-up cloud service ${product}`;
  const description = `"Service ${product} for teams that need it, with storage, support and a ""fair use"" limit. ${"It does what the order says, every day of the term. ".repeat(4)}"`;
  const from = `20${20 + (product % 5)}-0${1 + (product % 9)}-01T00:00:00.0000000Z`;
  return [
    "Unchanged",
    title,
    `CFQ7TT${product.toString(36).toUpperCase().padStart(6, "0")}`,
    String(1 + (sku % SKUS_PER_PRODUCT)),
    `${title} edition ${sku} (${segment} Pricing)`,
    "Microsoft Corporation",
    description,
    "",
    term,
    plan,
    "US",
    "USD",
    String(cost / 100),
    "",
    "",
    from,
    "9999-11-30T23:59:59.0000000Z",
    "License",
    String(list / 100),
    segment,
    "",
  ].join(",");
}
