import type { Page } from "playwright-core";
import { visibleText } from "./text";

const DELIVERED = "Your licences are live";
const REFUSED = "Microsoft did not accept the order";

/** Waits on the order's page until the licences are live. Fails at once when the order is refused. */
export async function waitForLive(page: Page, timeoutMs = 60_000): Promise<void> {
  await waitForTitle(page, DELIVERED, REFUSED, timeoutMs);
}

/**
 * Waits on the order's page until the order is refused and the page says by itself that the money is free, and gives what it
 * says then.
 */
export async function waitForRefused(page: Page, timeoutMs = 60_000): Promise<string> {
  await waitForTitle(page, REFUSED, DELIVERED, timeoutMs);
  // From the beginning: "Being released, nothing charged" stands there before.
  await page.getByText(/^Released, nothing charged/).waitFor({ timeout: timeoutMs });
  return visibleText(page.getByRole("main"));
}

/** The states of the order's steps as a screen reader hears them, e.g. "Licences live: done". */
export async function orderSteps(page: Page): Promise<string[]> {
  return page.locator("main ol li > span:nth-child(2) > span:first-child").allTextContents();
}

async function waitForTitle(page: Page, wanted: string, unwanted: string, timeoutMs: number): Promise<void> {
  const title = (name: string) => page.getByRole("heading", { level: 1, name });
  await title(wanted)
    .or(title(unwanted))
    .waitFor({ timeout: timeoutMs })
    .catch(async (error: unknown) => {
      throw new Error(`${String(error)}\nThe page says:\n${await visibleText(page.getByRole("main"))}`);
    });
  if (await title(unwanted).isVisible()) {
    throw new Error(`The order came to "${unwanted}":\n${await visibleText(page.getByRole("main"))}`);
  }
}
