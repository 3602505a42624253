import type { Page } from "playwright-core";

const EXPIRY = "12 / 30";
const SECURITY_CODE = "123";

/** Fills the card page that is open and sends it. A declined card leaves the page where it is. */
export async function payWithCard(page: Page, number: string): Promise<void> {
  await page.locator("#number").fill(number);
  await page.locator("#expiry").fill(EXPIRY);
  await page.locator("#cvc").fill(SECURITY_CODE);
  await page.locator("#name").fill("Ada Byron");
  await page.locator("button[type=submit]").first().click();
}

/** Answers the bank's 3-D Secure page. */
export async function answerThreeDSecure(page: Page, outcome: "complete" | "fail"): Promise<void> {
  await page.locator(`button[name=outcome][value=${outcome}]`).click();
}
