/**
 * Most seats one customer may hold of a product, where the vendor's programme sets a limit of its own: the plans for
 * small and mid-size companies end at 300 people. Price sheets do not tell it.
 */
const SEATS_BY_PRODUCT: ReadonlyMap<string, number> = new Map(
  [
    "CFQ7TTC0LCHC", // Microsoft 365 Business Premium
    "CFQ7TTC0LDPB", // Microsoft 365 Business Standard
    "CFQ7TTC0LH18", // Microsoft 365 Business Basic
    "CFQ7TTC0LH1G", // Microsoft 365 Apps for business
    "CFQ7TTC0HX56", // Microsoft Defender for Business
    "CFQ7TTC0JN4R", // Microsoft Teams Essentials
    "CFQ7TTC0RC5R", // Microsoft Teams Essentials with Phone
    "CFQ7TTC0J203", // Windows 365 Business
    "CFQ7TTC0HX99", // Windows 365 Business with Windows Hybrid Benefit
  ].map((productId) => [productId, 300]),
);

/** What one order line may ask for when the programme sets no limit. */
const MOST_SEATS = 10_000;
/** SKUs with a minimum say so in their title: "(2000 seat min)", "(Min 1000GB)". */
const MINIMUM = /\((?:min (\d+) ?GB|(\d+) seat min)\)/i;

/** The least and the most seats of one SKU, both inclusive. */
export function seatLimits(productId: string, productTitle: string, skuTitle: string): { min: number; max: number } {
  const found = MINIMUM.exec(skuTitle) ?? MINIMUM.exec(productTitle);
  const min = Number(found?.[1] ?? found?.[2] ?? 1);
  return { min, max: Math.max(min, SEATS_BY_PRODUCT.get(productId) ?? MOST_SEATS) };
}
