import type { Page } from "playwright-core";
import { visibleTexts } from "./text";

/** Searches the catalogue with words and waits for the results. */
export async function searchCatalogue(page: Page, query: string): Promise<void> {
  if (new URL(page.url()).pathname !== "/") {
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Products" }).click();
  }
  await page.getByRole("searchbox", { name: "Search products" }).fill(query);
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.get("q") === query);
}

/** Opens an offer from the catalogue by its exact title. */
export async function openOffer(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: title, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** The titles of the offers that the catalogue shows now. */
export async function offerTitles(page: Page): Promise<string[]> {
  return visibleTexts(page.locator("main li h3"));
}
