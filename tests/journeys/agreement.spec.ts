import type { Browser, Page } from "playwright-core";
import { accessibilityFaults } from "../support/accessibility";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { newVisitor, picture } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { confirmAddress, signUp } from "./pages/account";
import { openOffer, searchCatalogue } from "./pages/catalogue";
import {
  acceptOnMicrosoftsPage,
  chooseNewTenant,
  continueLink,
  fillCompany,
  proceedToPayment,
  review,
  startCheckout,
} from "./pages/checkout";
import { waitForLive } from "./pages/order";
import { payWithCard } from "./pages/payment";
import { addToCart, choosePlan, setQuantity } from "./pages/product";

jest.setTimeout(600_000);

const TITLE = "Microsoft Customer Agreement";
const address = {
  ...{ country: "us", line1: "1 Pike Place", city: "Seattle", province: "WA", postalCode: "98101" },
  phone: "+1 206 555 0123",
};

let world: VisibleWorld;
let browser: Browser;

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

/** From an empty shop to the agreement step. */
async function toAgreement(page: Page, who: { email: string; legalName: string; tenant: string }): Promise<void> {
  await page.goto(world.addresses.shop);
  await searchCatalogue(page, "business premium");
  await openOffer(page, "Microsoft 365 Business Premium");
  await choosePlan(page, "Annual, paid monthly");
  await setQuantity(page, 2);
  await addToCart(page);
  await startCheckout(page);
  if (new URL(page.url()).pathname === "/sign-in") {
    await page
      .getByRole("main")
      .getByRole("link", { name: /create an account/i })
      .click();
  }
  await signUp(page, { firstName: "Ada", lastName: "Byron", email: who.email, password: "correct-horse-battery" });
  await confirmAddress(page, world.addresses.mailbox, who.email);
  await fillCompany(page, { ...address, legalName: who.legalName });
  await chooseNewTenant(page, who.tenant);
  await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
}

const microsoftsLink = (page: Page) => page.getByRole("link", { name: "Open Microsoft’s page" });

/** How often Microsoft was told of a signatory of the company. */
async function told(legalName: string): Promise<number> {
  const answer = await fetch(`${world.addresses.partnerCenter}/_sim/state`);
  const { attestations } = (await answer.json()) as { attestations: Record<string, { companyName: string }> };
  return Object.values(attestations).filter(({ companyName }) => companyName === legalName).length;
}

describe("a customer whose tenant is new", () => {
  it("accepts on Microsoft's page, leaves in between, presses twice, and buys", async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await toAgreement(page, { email: "ada@rowan.example", legalName: "Rowan Works", tenant: "rowanworks" });
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, "agreement-signatory");
    await page.getByLabel("First name").fill(" ");
    await page.getByRole("button", { name: "Prepare Microsoft’s page" }).click();
    await page.getByRole("alert").waitFor();
    await page.getByLabel("First name").fill("Ada");
    await page.getByRole("button", { name: "Prepare Microsoft’s page" }).dblclick();
    await microsoftsLink(page).waitFor();
    const link = await microsoftsLink(page).getAttribute("href");
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, "agreement-waiting");

    // Left, and taken up again: the page is the same one.
    await page.goto(world.addresses.shop);
    await page.goto(`${world.addresses.shop}/checkout/review`);
    await page.getByRole("heading", { level: 1, name: TITLE }).waitFor();
    expect(await microsoftsLink(page).getAttribute("href")).toBe(link);
    await page.getByRole("button", { name: "I have accepted it: check now" }).click();
    await page.getByText("Microsoft says that it is not accepted yet").waitFor();

    await acceptOnMicrosoftsPage(page);
    await continueLink(page).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, "agreement-accepted");
    await continueLink(page).click();
    expect(await review(page)).toMatch(/Agreement accepted by\s*Ada Byron/);
    expect(await told("Rowan Works")).toBe(1);
    await proceedToPayment(page);
    await payWithCard(page, "4242424242424242");
    await waitForLive(page);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("on a phone in the dark, without JavaScript", async () => {
    const visitor = await newVisitor(browser, { javaScript: false, width: 390, height: 844, colorScheme: "dark" });
    const { page } = visitor;
    await toAgreement(page, { email: "bo@alder.example", legalName: "Alder House", tenant: "alderhouse" });
    await picture(page, "agreement-signatory-phone-dark");
    await page.getByRole("button", { name: "Prepare Microsoft’s page" }).click();
    await microsoftsLink(page).waitFor();
    await picture(page, "agreement-waiting-phone-dark");
    await acceptOnMicrosoftsPage(page);
    await page.getByRole("button", { name: "I have accepted it: check now" }).click();
    expect(await review(page)).toMatch(/Agreement accepted by\s*Ada Byron/);
    expect(await told("Alder House")).toBe(1);
    await visitor.leave();
  });
});
