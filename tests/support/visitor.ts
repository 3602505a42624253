import fs from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";

/** A person with a browser of their own; notes what a careful person would notice. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors in the browser's console, uncaught exceptions, and answers of the shop with status 500 and above. */
  readonly complaints: string[];
  leave(): Promise<void>;
}

/** Opens a browser window; `javaScript: false` is a browser in which no script runs. */
export async function newVisitor(
  browser: Browser,
  options: { javaScript?: boolean; width?: number; height?: number; colorScheme?: "light" | "dark" } = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? "light",
    timezoneId: "America/Los_Angeles",
    locale: "en-US",
  });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    // A form that answers "400, please correct this" is how forms work; the browser logs it all the same.
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 500) {
      complaints.push(`${response.status()} from ${response.url()}`);
    }
  });
  return { page, context, complaints, leave: () => context.close() };
}

/** Keeps a picture of a page under test-results, for a person to look at. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = path.resolve(__dirname, "../../test-results");
  fs.mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
