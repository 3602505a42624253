import type { Page } from "playwright-core";
import { visibleText, visibleTexts } from "./text";

const CALCULATION = "How was this calculated?";

/** Opens the account's overview and gives all that the card of the next invoice says, unfolded. */
export async function nextInvoice(page: Page, shopUrl: string): Promise<string> {
  await page.goto(`${shopUrl}/account`);
  const card = page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Next invoice" }) });
  await card.getByText("What is on it").click();
  return visibleText(card);
}

/** On a subscription's page: asks what a number of seats would cost and waits for the page to say it, or why not. */
export async function askSeats(page: Page, quantity: number | string): Promise<string> {
  const form = seatCard(page);
  await form.getByRole("spinbutton", { name: "Number of seats in all" }).fill(String(quantity));
  await form.getByRole("button", { name: "Show the cost" }).click();
  await page.waitForURL((url) => url.searchParams.get("quantity") === String(quantity));
  await form.getByRole("status").or(form.locator("#quantity-problem")).waitFor();
  return visibleText(form);
}

/** Unfolds the calculation of every line that is shown, and reads them. */
export async function unfoldCalculations(page: Page): Promise<string[]> {
  const calculations = page.locator("details").filter({ has: page.locator("> summary", { hasText: CALCULATION }) });
  for (const calculation of await calculations.all()) {
    await calculation.locator("summary").click();
  }
  return visibleTexts(calculations.locator("> dl"));
}

export interface StatementRow {
  readonly entry: string;
  readonly amount: string;
  readonly balance: string;
}

/** Opens the statement and asks for days; without them the shop chooses. */
export async function openStatement(
  page: Page,
  shopUrl: string,
  days?: { readonly from: string; readonly to: string },
): Promise<StatementRow[]> {
  await page.goto(`${shopUrl}/account/statement`);
  await page.getByRole("heading", { level: 1, name: "Statement" }).waitFor();
  if (days !== undefined) {
    await page.getByLabel("From").fill(days.from);
    await page.getByLabel("To, this day included").fill(days.to);
    await page.getByRole("button", { name: "Show" }).click();
    await page.waitForURL((url) => url.searchParams.get("from") === days.from);
  }
  const rows: StatementRow[] = [];
  for (const row of await page.locator("main tbody tr").all()) {
    // On a phone the balance stands under the amount.
    const figures = (await visibleTexts(row.locator("td:visible"))).flatMap((text) => text.split("\n"));
    rows.push({
      entry: await visibleText(row.locator("th")),
      amount: figures.at(-2) ?? "",
      balance: figures.at(-1)?.replace("balance ", "") ?? "",
    });
  }
  return rows;
}

/** Downloads what a link leads to, with the visitor's own cookies. */
export async function download(page: Page, name: string): Promise<{ fileName: string; content: Buffer }> {
  const href = await page.getByRole("link", { name }).first().getAttribute("href");
  const response = await page.request.get(new URL(href ?? "", page.url()).href);
  if (!response.ok()) {
    throw new Error(`"${name}" answered ${response.status()}.`);
  }
  const fileName = /filename="([^"]+)"/.exec(response.headers()["content-disposition"] ?? "")?.[1] ?? "";
  return { fileName, content: await response.body() };
}

function seatCard(page: Page) {
  return page.locator("section.card").filter({ has: page.getByRole("heading", { name: "Number of seats" }) });
}
