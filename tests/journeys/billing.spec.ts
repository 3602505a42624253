import type { Browser, Page } from "playwright-core";
import { accessibilityFaults } from "../support/accessibility";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { Json } from "../support/purchase/visitor";
import { Shopper } from "../support/shopper";
import { newVisitor, picture, type Visitor } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { openSubscription, openSubscriptions, signIn } from "./pages/account";
import { openInvoice, openInvoices } from "./pages/invoices";
import { askSeats, download, nextInvoice, openStatement, unfoldCalculations } from "./pages/money";

jest.setTimeout(600_000);

const OFFER = "Microsoft 365 Business Premium";
const EMAIL = "eve@birch.example";
const PASSWORD = "correct-horse-battery";
const NUMBER = /^INV-\d{4}-\d{6}$/;
const SIZES = [
  { name: "desk", width: 1280, height: 900 },
  { name: "phone", width: 390, height: 844 },
];

let world: VisibleWorld;
let browser: Browser;
let shopUrl: string;
let boughtOn: string;
let firstNumber: string;

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
  shopUrl = world.addresses.shop;
  const shopper = new Shopper(world.shop, EMAIL);
  await shopper.signUp("Birch Ltd", "birchltd");
  const checkout = await shopper.startCheckout(await planOf(shopper, OFFER), 10);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  await shopper.returnFromPayment(checkout.id);
  await shopper.waitFor(checkout.id, ["live"]);
  firstNumber = await untilInvoiced(shopper);
  boughtOn = await today();
});

afterAll(async () => {
  await browser?.close();
});

describe("a customer checks their money", () => {
  it("sees the next invoice, the cost of seats, and a statement that adds up, at a desk and on a phone", async () => {
    for (const { name, ...size } of SIZES) {
      const visitor = await newVisitor(browser, size);
      const { page } = visitor;
      await signIn(page, shopUrl, { email: EMAIL, password: PASSWORD });

      const next = await nextInvoice(page, shopUrl);
      expect(next).toContain("$246.02");
      expect((await unfoldCalculations(page)).join("\n")).toContain("10 seats x 23.10 USD");
      await look(page, `overview-${name}`);
      expect(await tabsOffScreen(page)).toEqual([]);

      await openSubscriptions(page, shopUrl);
      await openSubscription(page, OFFER);
      expect(await askSeats(page, 300)).toMatch(/300 seats instead of 10/);
      expect(await askSeats(page, 301)).toMatch(/at most 300/);
      await look(page, `seats-refused-${name}`);
      const more = await askSeats(page, 12);
      expect(more).toMatch(/12 seats instead of 10/);
      expect(more).toMatch(/due now, including tax/);
      expect(more).toMatch(/Then each month, net\s+\$277\.20/);
      expect(more).toMatch(/Add 2 seats/);
      expect((await unfoldCalculations(page)).join("\n")).toMatch(/2 seats x 23\.10 USD/);
      await look(page, `seats-${name}`);

      const rows = await openStatement(page, shopUrl);
      expect(rows.map((row) => [row.entry.split("\n")[0], row.balance])).toEqual([
        ["Opening balance", "$0.00"],
        [`Invoice ${firstNumber}`, "$246.02"],
        [`Payment with Visa 4242 for ${firstNumber}`, "$0.00"],
        ["Balance so far", "$0.00"],
      ]);
      await look(page, `statement-${name}`);
      await leaveWithoutComplaint(visitor);
    }
  });

  it("gets the second invoice as it was announced, and finds it in every download", async () => {
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await signIn(page, shopUrl, { email: EMAIL, password: PASSWORD });
    await nextInvoice(page, shopUrl);
    const announced = await unfoldCalculations(page);
    expect(announced).not.toEqual([]);

    await world.advance({ amount: 1, unit: "months" });
    await world.advance({ amount: 1, unit: "days" });
    const [second, ...older] = await openInvoices(page, shopUrl);
    expect(older).toHaveLength(1);
    expect(second).toMatchObject({ number: expect.stringMatching(NUMBER), total: "$246.02", state: "Paid" });
    const secondNumber = second?.number ?? "";
    expect(secondNumber).not.toBe(firstNumber);
    const text = await openInvoice(page, secondNumber);
    expect(text).toMatch(/To be paid\s+\$0\.00/);
    expect(await unfoldCalculations(page)).toEqual(announced);
    await look(page, "second-invoice");
    const pdf = await download(page, "Download PDF");
    expect([pdf.fileName, pdf.content.subarray(0, 5).toString()]).toEqual([`${secondNumber}.pdf`, "%PDF-"]);

    const days = { from: boughtOn, to: await today() };
    const rows = await openStatement(page, shopUrl, days);
    expect(rows.at(-1)).toMatchObject({ entry: expect.stringContaining("Balance so far"), balance: "$0.00" });
    expect(sum(rows.slice(1, -1).map((row) => row.amount))).toBe(0);
    expect(rows).toHaveLength(2 + 4);
    const csv = await download(page, "Download CSV");
    const lines = csv.content.toString("utf8").trimEnd().split("\r\n");
    expect(csv.fileName).toBe(`statement-${days.from}-${days.to}.csv`);
    expect(lines).toHaveLength(1 + rows.length);
    expect(lines.filter((line) => line.includes(secondNumber))).toHaveLength(2);
    await leaveWithoutComplaint(visitor);
  });

  it("without JavaScript: days, refusals, calculations and the cost of seats", async () => {
    const visitor = await newVisitor(browser, { javaScript: false, width: 390, height: 844 });
    const { page } = visitor;
    await signIn(page, shopUrl, { email: EMAIL, password: PASSWORD });
    const days = { from: boughtOn, to: await today() };
    expect((await openStatement(page, shopUrl, days)).length).toBeGreaterThan(2);
    await page.goto(`${shopUrl}/account/statement?from=2026-02-30&to=2026-01-01`);
    expect(await page.getByRole("alert").innerText()).toMatch(/From must be an existing day/);
    await openSubscriptions(page, shopUrl);
    await openSubscription(page, OFFER);
    expect(await askSeats(page, 11)).toMatch(/11 seats instead of 10/);
    expect((await unfoldCalculations(page)).join("\n")).toMatch(/1 seat x 23\.10 USD/);
    await leaveWithoutComplaint(visitor);
  });
});

/** The day it is on the sandbox's clock, in UTC. */
async function today(): Promise<string> {
  const clock = await fetch(`${world.addresses.clock}/clock`);
  const { now }: { now: string } = await clock.json();
  return new Date(now).toISOString().slice(0, 10);
}

/** The plan of an offer that is called exactly so: one year, paid monthly. */
async function planOf(shopper: Shopper, title: string): Promise<string> {
  const list = new Json(await shopper.call("GET", `/store/csp/offers?q=${encodeURIComponent(title)}`));
  const offers = list.at("offers").value as { title: string; handle: string }[];
  const handle = offers.find((offer) => offer.title === title)?.handle;
  const offer = new Json(await shopper.call("GET", `/store/csp/offers/${handle}`));
  const plans = offer.at("offer", "skus", 0, "plans").value as { id: string; term: string; billing_plan: string }[];
  const plan = plans.find((one) => one.term === "P1Y" && one.billing_plan === "monthly");
  if (!plan) {
    throw new Error(`${title} has no such plan.`);
  }
  return plan.id;
}

/** Names of the account's pages that cannot be seen without pushing their list aside. */
async function tabsOffScreen(page: Page): Promise<string[]> {
  const tabs = await page.getByRole("navigation", { name: "Account" }).getByRole("link").all();
  expect(tabs).not.toEqual([]);
  const width = page.viewportSize()?.width ?? 0;
  const names: string[] = [];
  for (const tab of tabs) {
    const box = await tab.boundingBox();
    if (box === null || box.x < 0 || box.x + box.width > width) {
      names.push(await tab.innerText());
    }
  }
  return names;
}

/** A page as a careful person looks at it: no accessibility fault, nothing wider than the window; and a picture. */
async function look(page: Page, name: string): Promise<void> {
  await picture(page, `billing-${name}`);
  expect(await accessibilityFaults(page)).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, Math.max(overflow, 0)]).toEqual([name, 0]);
}

async function leaveWithoutComplaint(visitor: Visitor): Promise<void> {
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
}

/** The activation invoice follows the licences within a moment; its number. */
async function untilInvoiced(shopper: Shopper): Promise<string> {
  for (let round = 0; round < 200; round += 1) {
    const answer = (await shopper.call("GET", "/store/csp/invoices")) as { invoices: InvoiceBody[] };
    const paid = answer.invoices.find((invoice) => invoice.status === "paid");
    if (paid) {
      expect(paid.number).toMatch(NUMBER);
      return paid.number;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The order was not invoiced.");
}

interface InvoiceBody {
  readonly status: string;
  readonly number: string;
}

/** Sum of amounts as the page writes them, in cents. */
function sum(amounts: readonly string[]): number {
  return amounts.reduce((total, amount) => total + Math.round(Number(amount.replaceAll(/[$,]/g, "")) * 100), 0);
}
