import type { Page } from "playwright-core";
import { visibleText } from "./text";

export interface InvoiceRow {
  readonly number: string;
  readonly state: string;
  readonly total: string;
}

/** Opens the list of invoices and reads it, newest first as the shop sorts it. */
export async function openInvoices(page: Page, shopUrl: string): Promise<InvoiceRow[]> {
  await page.goto(`${shopUrl}/account/invoices`);
  await page.getByRole("heading", { level: 1, name: "Invoices" }).waitFor();
  const rows: InvoiceRow[] = [];
  for (const row of await page.locator("main tbody tr").all()) {
    rows.push({
      number: await visibleText(row.locator("th a")),
      state: await visibleText(row.locator("td").nth(1)),
      total: await visibleText(row.locator("td").nth(2)),
    });
  }
  return rows;
}

/** Opens one invoice from the list by its number and gives all that the page says. */
export async function openInvoice(page: Page, number: string): Promise<string> {
  await page.getByRole("main").getByRole("link", { name: number, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: `Invoice ${number}` }).waitFor();
  return visibleText(page.getByRole("main"));
}

/** Downloads the PDF of the invoice that is open, with the visitor's own cookies. */
export async function downloadInvoicePdf(page: Page): Promise<Buffer> {
  const href = await page.getByRole("link", { name: "Download PDF" }).getAttribute("href");
  const response = await page.request.get(new URL(href ?? "", page.url()).href);
  if (!response.ok()) {
    throw new Error(`The PDF answered ${response.status()}.`);
  }
  return response.body();
}
