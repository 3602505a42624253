import type { Page } from "playwright-core";
import { visibleText, visibleTexts } from "./text";

export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly password: string;
}

/** Fills the sign-up form that is open and sends it. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.getByRole("heading", { level: 1, name: "Create an account" }).waitFor();
  await page.getByLabel("First name").fill(person.firstName);
  await page.getByLabel("Last name").fill(person.lastName);
  await page.getByLabel("Work email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-up");
}

/** Opens the link that was mailed to a new address in a tab of its own, as people do. */
export async function confirmAddress(page: Page, mailboxUrl: string, email: string): Promise<void> {
  const tab = await page.context().newPage();
  await tab.goto(await linkMailedTo(mailboxUrl, email, "/confirm-address"));
  await tab.getByRole("button", { name: "Confirm the address" }).click();
  await tab.waitForURL((url) => url.pathname !== "/confirm-address");
  await tab.close();
}

/** The link to a page of the shop in the newest mail that has one; waits for the mail. */
export async function linkMailedTo(mailboxUrl: string, email: string, page: string): Promise<string> {
  const giveUpAt = Date.now() + 20_000;
  for (;;) {
    const answer = await fetch(`${mailboxUrl}/api/mails?to=${encodeURIComponent(email)}`);
    const { mails }: { mails: { text: string }[] } = await answer.json();
    const links = mails.flatMap(({ text }) => text.match(/https?:\/\/\S+/g) ?? []);
    const found = links.find((link) => new URL(link).pathname === page);
    if (found !== undefined) {
      return found;
    }
    if (Date.now() > giveUpAt) {
      throw new Error(`No mail with a link to ${page} has come to ${email} within 20 s.`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens the sign-in page, signs in, and waits for the page behind it. */
export async function signIn(page: Page, shopUrl: string, person: Pick<Person, "email" | "password">): Promise<void> {
  await page.goto(`${shopUrl}/sign-in`);
  await page.getByLabel("Email").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("main").getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Signs out by the header's button. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("banner").getByRole("link", { name: "Sign in" }).waitFor();
}

/** Opens the list of subscriptions and gives the rows' texts. */
export async function openSubscriptions(page: Page, shopUrl: string): Promise<string[]> {
  await page.goto(`${shopUrl}/account/subscriptions`);
  await page.getByRole("heading", { level: 1, name: "Subscriptions" }).waitFor();
  const rows = page.locator("main ul li").filter({ has: page.locator("a[href^='/account/subscriptions/']") });
  return visibleTexts(rows);
}

/** Opens a subscription from the list by its title. */
export async function openSubscription(page: Page, title: string): Promise<void> {
  await page.getByRole("main").getByRole("link", { name: title, exact: true }).first().click();
  await page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

/** Shows the new tenant's first sign-in; null when it was shown before. */
export async function revealFirstSignIn(page: Page, shopUrl: string): Promise<{ userName: string } | null> {
  await page.goto(`${shopUrl}/account/first-sign-in`);
  await page.getByRole("button", { name: "Show it now" }).click();
  const name = page.getByText("User name").locator("xpath=following-sibling::dd");
  const nothing = page.getByText("There is nothing to show");
  await name.or(nothing).waitFor();
  return (await nothing.isVisible()) ? null : { userName: await visibleText(name) };
}
