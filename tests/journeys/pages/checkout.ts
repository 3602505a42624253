import type { Locator, Page } from "playwright-core";
import { visibleText, visibleTexts } from "./text";

export interface CompanyDetails {
  readonly legalName: string;
  readonly taxId?: string;
  /** ISO code in lower case, e.g. "us". */
  readonly country: string;
  readonly line1: string;
  readonly city: string;
  readonly province?: string;
  readonly postalCode: string;
  readonly phone: string;
  readonly email?: string;
}

/** From the cart to the first step of the checkout that is still missing. */
export async function startCheckout(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Continue to checkout" }).click();
  await page.waitForURL((url) => url.pathname !== "/cart");
}

/** Fills the company step and sends it. The person's name is already there from the sign-up. */
export async function fillCompany(page: Page, company: CompanyDetails): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Your company" }).waitFor();
  await page.getByLabel("Legal name").fill(company.legalName);
  await page.getByLabel("Tax ID").fill(company.taxId ?? "");
  await page.getByLabel("Country").selectOption(company.country);
  await page.getByLabel("Street and number").fill(company.line1);
  await page.getByLabel("City").fill(company.city);
  await page.getByLabel("State").fill(company.province ?? "");
  await page.getByLabel("Postal code").fill(company.postalCode);
  await page.getByLabel("Phone").fill(company.phone);
  if (company.email !== undefined) {
    await page.getByLabel("Billing email").fill(company.email);
  }
  await page.getByRole("button", { name: "Save and continue" }).click();
}

/** Asks for a new tenant under a name and sends the step. A taken name leaves the page where it is. */
export async function chooseNewTenant(page: Page, prefix: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Your Microsoft tenant" }).waitFor();
  // A name is asked for when somebody has said that a new one is wanted; without a script the style sheet sees to it.
  await page.getByLabel("Name of the tenant").waitFor({ state: "hidden" });
  await page.getByRole("radio", { name: /We are new to Microsoft 365/ }).check();
  await page.getByLabel("Name of the tenant").fill(prefix);
  await page.getByRole("button", { name: "Save and continue" }).click();
}

/** Names the tenant that the company has already and sends the step. */
export async function chooseExistingTenant(page: Page, domain: string): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Your Microsoft tenant" }).waitFor();
  await page.getByRole("radio", { name: /We use Microsoft 365 already/ }).check();
  await page.getByLabel("Domain of your tenant").fill(domain);
  await page.getByRole("button", { name: "Save and continue" }).click();
}

/** Accepts the Microsoft Customer Agreement in the way that the page offers. */
export async function acceptAgreement(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Microsoft Customer Agreement" }).waitFor();
  const prepare = page.getByRole("button", { name: "Prepare Microsoft’s page" });
  await prepare.or(page.locator("#field-accepted")).first().waitFor();
  if ((await prepare.count()) === 0) {
    await tickAgreement(page);
    return;
  }
  await prepare.click();
  await acceptOnMicrosoftsPage(page);
  await page.getByRole("button", { name: "I have accepted it: check now" }).or(continueLink(page)).first().click();
}

/** The link on, once the page knows that it was accepted. */
export const continueLink = (page: Page): Locator => page.getByRole("link", { name: "Continue to review" });

/** Opens Microsoft's page in a tab of its own, accepts there, and closes the tab. */
export async function acceptOnMicrosoftsPage(page: Page): Promise<void> {
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open Microsoft’s page" }).click();
  const theirs = await opened;
  await theirs.getByRole("button", { name: "Accept the agreement" }).click();
  await theirs.getByText(/^Accepted on/).waitFor();
  await theirs.close();
}

/** Ticks and sends. The box must not be ticked beforehand. */
async function tickAgreement(page: Page): Promise<void> {
  const box = page.locator("#field-accepted");
  if (await box.isChecked()) {
    throw new Error("The agreement was ticked before the customer did it.");
  }
  await box.check();
  await page.getByRole("button", { name: "Accept and continue" }).click();
}

/** Waits for the review and gives all that it says. */
export async function review(page: Page): Promise<string> {
  await page.getByRole("heading", { level: 1, name: "Review and pay" }).waitFor();
  return visibleText(page.getByRole("main"));
}

/** Consents to saving the card and goes to the card page, or stays when the review is refused. */
export async function proceedToPayment(page: Page): Promise<void> {
  await page.locator("#field-card_consent").check();
  await page.getByRole("button", { name: /^Pay / }).click();
}

/** The texts of the error summary, empty when there is none. */
export async function formProblems(page: Page): Promise<string[]> {
  return visibleTexts(page.getByRole("alert").locator("li"));
}
