import type { Locator, Page } from "playwright-core";
import { visibleText, visibleTexts } from "./text";

/** How long a change may take from the confirmation to the end, with every program of the product beside it. */
const LIMIT_MS = 60_000;

export type EndChoice = "Renew as it is" | "Renew with another number of seats" | "Stop" | "Go on by the month";

/** A card of a subscription's page. */
export const card = (page: Page, title: string): Locator =>
  page.locator("section.card").filter({ has: page.getByRole("heading", { level: 2, name: title, exact: true }) });

/** Asks what another number of seats means; all that the card says then. */
export async function previewSeats(page: Page, quantity: number): Promise<string> {
  const seats = card(page, "Number of seats");
  await seats.getByRole("spinbutton", { name: "Number of seats in all" }).fill(String(quantity));
  await seats.getByRole("button", { name: "Show the cost" }).click();
  await seats.getByText(`${quantity} seats instead of`).waitFor();
  return visibleText(seats);
}

/** Asks what a choice for the end of the term means; all that the card says then. */
export async function previewEnd(page: Page, choice: EndChoice, quantity?: number): Promise<string> {
  const end = card(page, "At the end of the term");
  await end.getByRole("radio", { name: choice }).check();
  if (quantity !== undefined) {
    await end.getByRole("spinbutton", { name: "Seats of the next term" }).fill(String(quantity));
  }
  await end.getByRole("button", { name: "Show what it means" }).click();
  await end.getByText("These figures hold until").waitFor();
  return visibleText(end);
}

/** Presses the button that asks for what is shown, and waits until Microsoft and the books are done with it. */
export async function confirmAndWait(page: Page, button: string): Promise<void> {
  const before = await entries(page).count();
  await page.getByRole("button", { name: button, exact: true }).click();
  await entries(page).nth(before).waitFor({ timeout: LIMIT_MS });
  await untilOver(page);
}

/** Waits until no change is under way; the page looks by itself. */
export async function untilOver(page: Page): Promise<void> {
  await page.locator("#under-way").waitFor({ state: "detached", timeout: LIMIT_MS });
}

/** What the history says, the newest first. */
export async function history(page: Page): Promise<string[]> {
  return visibleTexts(entries(page));
}

const entries = (page: Page): Locator => page.getByRole("list", { name: "Changes so far" }).getByRole("listitem");
