import { readFileSync } from "node:fs";
import path from "node:path";
import { readSheet } from "../partner-center/catalog/sheet-row";
import { demoOffers } from "./vendor-offers";

it("names offers that the demonstration's price sheet has, and none that is a trial", () => {
  const rows = readSheet(readFileSync(path.join(__dirname, "price-sheet.csv"), "utf8"));
  const known = new Set(rows.filter(({ isTrial }) => !isTrial).map(({ productId, skuId }) => `${productId}:${skuId}`));
  const { upgrades, prerequisites, promotions } = demoOffers;
  const named = [upgrades, prerequisites].flatMap((lists) => [...Object.keys(lists), ...Object.values(lists).flat()]);
  const promoted = promotions.map(({ productId, skuId }) => `${productId}:${skuId}`);
  expect([...named, ...promoted].filter((offer) => !known.has(offer))).toEqual([]);
});
