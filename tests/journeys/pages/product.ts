import type { Page } from "playwright-core";
import { visibleText } from "./text";

/** Chooses a plan by its name, such as "Annual, paid monthly". */
export async function choosePlan(page: Page, name: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${literally(name)}`) }).check();
}

/** Types a number of seats, or anything else that one could type there. */
export async function setQuantity(page: Page, quantity: number | string): Promise<void> {
  const field = page.getByRole("spinbutton", { name: "Number of seats" });
  await field.fill(String(quantity));
}

/** Where there are no scripts, asks for the price of what is chosen. */
export async function updatePrice(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Update price" }).click();
  await page.waitForURL((url) => url.searchParams.has("quantity"));
}

/** Waits until the cost panel shows a text, such as "$231.00". */
export async function waitForCost(page: Page, text: string): Promise<void> {
  await costPanel(page).getByText(text, { exact: true }).first().waitFor();
}

/** All that the cost panel says now. */
export async function readCost(page: Page): Promise<string> {
  return visibleText(costPanel(page));
}

/** Puts what is configured into the cart and waits for the cart page. */
export async function addToCart(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page.getByRole("heading", { level: 1, name: "Cart", exact: true }).waitFor();
}

function costPanel(page: Page) {
  return page.getByRole("complementary", { name: "Cost" });
}

function literally(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
