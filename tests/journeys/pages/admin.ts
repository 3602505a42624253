import type { Locator, Page } from "playwright-core";

/** Signs in to the admin as one of the partner's people. */
export async function signInToAdmin(
  page: Page,
  adminUrl: string,
  person: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.goto(`${adminUrl}/login`);
  await page.getByPlaceholder("Email").fill(person.email);
  await page.getByPlaceholder("Password").fill(person.password);
  await page.getByRole("button", { name: /continue/i }).click();
  await page.waitForURL((url) => !url.pathname.endsWith("/login"));
}

/** Seatline's part of one of Medusa's own pages. */
export const PANEL = 'section[aria-label="Licences"]';

/** Opens one of Medusa's own pages and waits until it is drawn, Seatline's part of it included. */
export async function openMedusaPage(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  const panel = page.locator(PANEL);
  await panel.getByRole("heading", { level: 2, name: "Licences" }).waitFor();
  await page.waitForLoadState("networkidle");
  await panel.scrollIntoViewIfNeeded();
  return panel;
}
