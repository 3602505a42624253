import type { Browser } from "playwright-core";
import { accessibilityFaults } from "../support/accessibility";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { newVisitor, picture, type Visitor } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { confirmAddress, linkMailedTo, openSubscriptions, signIn, signUp } from "./pages/account";
import { openOffer, searchCatalogue } from "./pages/catalogue";
import {
  acceptAgreement,
  chooseNewTenant,
  fillCompany,
  proceedToPayment,
  review,
  startCheckout,
} from "./pages/checkout";
import { downloadInvoicePdf, openInvoice, openInvoices } from "./pages/invoices";
import { unfoldCalculations } from "./pages/money";
import { waitForLive, waitForRefused } from "./pages/order";
import { answerThreeDSecure, payWithCard } from "./pages/payment";
import { addToCart, choosePlan, readCost, setQuantity, updatePrice, waitForCost } from "./pages/product";

jest.setTimeout(600_000);

const OFFER = "Microsoft 365 Business Premium";
const PLAN = "Annual, paid monthly";
const company = {
  legalName: "Larch & Sons",
  country: "us",
  line1: "1 Pike Place",
  city: "Seattle",
  province: "WA",
  postalCode: "98101",
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

async function toReview(visitor: Visitor, who: { email: string; legalName: string; tenant: string }, scripts = true) {
  const { page } = visitor;
  await page.goto(world.addresses.shop);
  await searchCatalogue(page, "business premium");
  await openOffer(page, OFFER);
  await choosePlan(page, PLAN);
  await setQuantity(page, 10);
  if (scripts) {
    await waitForCost(page, "$231.00");
  } else {
    await updatePrice(page);
  }
  const cost = await readCost(page);
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
  await fillCompany(page, { ...company, legalName: who.legalName });
  await chooseNewTenant(page, who.tenant);
  await acceptAgreement(page);
  return { cost, review: await review(page) };
}

describe("a customer buys for themselves", () => {
  it("from an empty shop to licences live, the second month's charge, and a year of them", async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    const bought = await toReview(visitor, {
      email: "ada@larch.example",
      legalName: company.legalName,
      tenant: "larchandsons",
    });
    expect(bought.cost).toContain("$231.00");
    expect(bought.review).toMatch(/10 seats/);
    // 10 x 23.10 net, Washington's 6.5 % on top.
    expect(bought.review).toContain("$246.02");
    expect(bought.review).toContain("$2,772.00");
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, "review");
    await proceedToPayment(page);
    await payWithCard(page, "4242424242424242");
    await waitForLive(page);
    await picture(page, "live");

    expect(await openSubscriptions(page, world.addresses.shop)).toEqual([expect.stringContaining(OFFER)]);
    const [first, ...none] = await openInvoices(page, world.addresses.shop);
    expect(none).toEqual([]);
    expect(first).toMatchObject({ state: expect.stringMatching(/paid/i), total: "$246.02" });
    await openInvoice(page, first?.number ?? "");
    expect((await unfoldCalculations(page)).join("\n")).toMatch(/10 seats/);
    expect((await downloadInvoicePdf(page)).subarray(0, 5).toString()).toBe("%PDF-");

    await world.advance({ amount: 1, unit: "months" });
    await world.advance({ amount: 1, unit: "days" });
    const afterOneMonth = await openInvoices(page, world.addresses.shop);
    expect(afterOneMonth.map((row) => row.total)).toEqual(["$246.02", "$246.02"]);
    expect(afterOneMonth.every((row) => /paid/i.test(row.state))).toBe(true);
    await picture(page, "two-invoices");

    await world.advance({ amount: 11, unit: "months" });
    const afterOneYear = await openInvoices(page, world.addresses.shop);
    // Twelve months of the first term, and the first month of the renewed one.
    expect(afterOneYear).toHaveLength(13);
    expect(afterOneYear.every((row) => /paid/i.test(row.state) && row.total === "$246.02")).toBe(true);
    expect(new Set(afterOneYear.map((row) => row.number)).size).toBe(13);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("whose card is declined can pay with another one", async () => {
    const visitor = await newVisitor(browser, { width: 390, height: 844 });
    const { page } = visitor;
    await toReview(visitor, { email: "bo@elm.example", legalName: "Elm Works", tenant: "elmworks" });
    await picture(page, "review-phone");
    await proceedToPayment(page);
    await payWithCard(page, "4000000000000002");
    await page
      .getByText(/declined/i)
      .first()
      .waitFor();
    await picture(page, "declined-phone");
    await payWithCard(page, "4242424242424242");
    await waitForLive(page);
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });

  it("whom the vendor refuses is told why, and keeps the money", async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await toReview(visitor, { email: "cy@refused.example", legalName: "Refused Orchard", tenant: "refusedorchard" });
    await proceedToPayment(page);
    await payWithCard(page, "4242424242424242");
    const text = await waitForRefused(page);
    expect(text).toMatch(/has been released in full/);
    await picture(page, "refused");
    expect(await openInvoices(page, world.addresses.shop)).toEqual([]);
    await visitor.leave();
  });

  it("without JavaScript, with 3-D Secure", async () => {
    const visitor = await newVisitor(browser, { javaScript: false });
    const { page } = visitor;
    await toReview(visitor, { email: "di@oak.example", legalName: "Oak Hall", tenant: "oakhall" }, false);
    await proceedToPayment(page);
    await payWithCard(page, "4000000000003220");
    await answerThreeDSecure(page, "complete");
    await waitForLive(page);
    await visitor.leave();
  });

  it("who has forgotten the password gets a new one, and is signed out elsewhere", async () => {
    const { shop, mailbox } = world.addresses;
    const ed = { firstName: "Ed", lastName: "Fir", email: "ed@fir.example", password: "correct-horse-battery" };
    const elsewhere = await newVisitor(browser);
    await elsewhere.page.goto(`${shop}/sign-up`);
    await signUp(elsewhere.page, ed);
    const phone = await newVisitor(browser, { width: 390, height: 800 });
    const { page } = phone;
    await page.goto(`${shop}/sign-in`);
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    // The sign-in page has a field of the same name, which stands until the shop has changed pages.
    await page.waitForURL((url) => url.pathname === "/forgot-password");
    await page.getByRole("button", { name: "Mail me a link" }).waitFor();
    await page.getByLabel("Email").fill("Ed@Fir.example");
    await page.getByRole("button", { name: "Mail me a link" }).click();
    await page.getByText("Please look into your mail").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await picture(page, "forgot-password-phone");
    await page.goto(await linkMailedTo(mailbox, ed.email, "/new-password"));
    await page.getByLabel("New password").fill("short");
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByRole("alert").or(page.getByText("at least 10 characters").first()).first().waitFor();
    await page.getByLabel("New password").fill("another-horse-battery");
    await page.getByRole("button", { name: "Save the password" }).click();
    await page.getByText("Your new password is set").waitFor();
    await signIn(page, shop, { ...ed, password: "another-horse-battery" });

    await elsewhere.page.goto(`${shop}/account`);
    expect(new URL(elsewhere.page.url()).pathname).toBe("/sign-in");

    const cookies = await phone.context.cookies();
    await page.goto(`${shop}/account`);
    await page.getByRole("button", { name: "Sign out" }).last().click();
    await page.waitForURL((url) => url.pathname === "/");
    await phone.context.addCookies(cookies);
    await page.goto(`${shop}/account`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    expect([...phone.complaints, ...elsewhere.complaints]).toEqual([]);
    await Promise.all([phone.leave(), elsewhere.leave()]);
  });
});
