import type { Browser, Locator, Page } from "playwright-core";
import { z } from "zod";
import { demoAdmin } from "../../sandbox/launcher/demo";
import { accessibilityFaults } from "../support/accessibility";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { Shopper } from "../support/shopper";
import { newVisitor, picture, type Visitor } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { openSubscription, openSubscriptions, signIn } from "./pages/account";
import { openMedusaPage, signInToAdmin } from "./pages/admin";
import { card, confirmAndWait, history, previewEnd, previewSeats, untilOver } from "./pages/changes";
import { answerThreeDSecure, payWithCard } from "./pages/payment";
import { visibleText } from "./pages/text";

jest.setTimeout(600_000);

const OFFER = "Microsoft 365 Business Premium";
const PASSWORD = "correct-horse-battery";
/** A drawer without the head that Medusa draws, whose cross has no name. */
const DRAWER = "[role=dialog] [role=group]";

let world: VisibleWorld;
let browser: Browser;

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

describe("a customer changes a subscription", () => {
  it("adds, returns, plans, adds with the plan kept, stops, goes on by the month, and renews", async () => {
    const email = "ivy@ivy.example";
    await bought(email, "Ivy Ltd", "ivyltdchanges");
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await toSubscription(page, email);
    expect(await visibleText(card(page, "Returning seats and cancelling"))).toMatch(
      /can be cancelled until.*\d days? .*left/s,
    );
    expect(await history(page)).toEqual([]);
    await look(page, "untouched");

    const more = await previewSeats(page, 15);
    expect(more).toMatch(/due now, including tax.*held on your saved card/s);
    expect(more).toMatch(/Then each month, net\s+\$346\.50/);
    expect(more).toMatch(/can be returned until\s+.*your time.*UTC/s);
    await look(page, "add-preview");
    await confirmAndWait(page, "Add 5 seats");
    await page.getByText("Done, and confirmed by Microsoft: it counts from").waitFor();
    expect((await history(page))[0]).toMatch(
      /5 more seats.*Done.*Your company.*Confirmed by Microsoft at.*Its invoice/s,
    );
    expect(await visibleText(page.getByRole("main"))).toMatch(/15 seats/);
    await look(page, "added");

    const fewer = await previewSeats(page, 12);
    expect(fewer).toMatch(/given back once Microsoft has confirmed it/);
    await look(page, "return-preview");
    await confirmAndWait(page, "Return 3 seats");
    expect((await history(page))[0]).toMatch(/3 fewer seats.*12 in all.*Done.*Its credit note/s);

    const planned = await previewEnd(page, "Renew with another number of seats", 8);
    expect(planned).toMatch(/Next term\s+8 seats from/);
    expect(planned).toMatch(/First charge, net\s+\$184\.80/);
    expect(planned).toMatch(/To pay now\s+nothing/);
    await look(page, "renewal-preview");
    await confirmAndWait(page, "Plan this renewal");
    expect(await endOfTerm(page)).toMatch(/renews for another year.*With 8 seats.*confirmed by Microsoft at/s);

    expect(await previewSeats(page, 13)).toMatch(/We keep your plan for the end of the term: renew with 8 seats/);
    await confirmAndWait(page, "Add 1 seat");
    expect(await endOfTerm(page)).toMatch(/renews for another year.*With 8 seats.*confirmed by Microsoft at/s);

    expect(await previewEnd(page, "Stop")).toMatch(/stop then/);
    await confirmAndWait(page, "Stop after this term");
    expect(await endOfTerm(page)).toMatch(/It ends after.*confirmed by Microsoft at/s);

    expect(await previewEnd(page, "Go on by the month")).toMatch(/Each month, net\s+\$\d+\.\d\d/);
    await look(page, "extend-preview");
    await confirmAndWait(page, "Go on by the month");
    expect(await endOfTerm(page)).toMatch(/goes on by the month.*confirmed by Microsoft at/s);

    await previewEnd(page, "Renew as it is");
    await confirmAndWait(page, "Plan this renewal");
    expect(await endOfTerm(page)).toMatch(/renews for another year.*With 13 seats.*confirmed by Microsoft at/s);
    expect((await history(page)).every((entry) => /Done/.test(entry))).toBe(true);
    await look(page, "history");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();

    await lookElsewhere(email, { width: 390, height: 844, colorScheme: "dark" }, "phone-dark");
    await lookElsewhere(email, { width: 1280, height: 900, colorScheme: "dark" }, "desk-dark");
  });

  it("without JavaScript, with a bank that wants every payment confirmed", async () => {
    const email = "fern@fern.example";
    const shopper = new Shopper(world.shop, email);
    await shopper.signUp("Fern Ltd", "fernltdchanges");
    const plan = await shopper.findPlan(OFFER, "P1Y", "monthly");
    const checkout = await shopper.startCheckout(plan, 4);
    const visitor = await newVisitor(browser, { javaScript: false, width: 390, height: 844 });
    const { page } = visitor;
    await page.goto(checkout.redirectUrl);
    await payWithCard(page, "4000002760003184");
    await answerThreeDSecure(page, "complete");
    await shopper.returnFromPayment(checkout.id);
    await shopper.waitFor(checkout.id, ["live"]);
    await toSubscription(page, email);

    await previewSeats(page, 6);
    await page.getByRole("button", { name: "Add 2 seats", exact: true }).click();
    await page
      .getByRole("heading", { name: "Your bank wants you to confirm the payment" })
      .waitFor({ timeout: 60_000 });
    await picture(page, "changes-awaiting-phone");
    await page.getByRole("button", { name: "Confirm at your bank" }).click();
    await payWithCard(page, "4000002760003184");
    await answerThreeDSecure(page, "complete");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await doneWithoutScripts(page, "6 seats");

    await previewSeats(page, 7);
    await page.getByRole("button", { name: "Add 1 seat", exact: true }).click();
    await page.getByRole("button", { name: "Withdraw it" }).click();
    await untilOver(page);
    expect((await history(page))[0]).toMatch(/1 more seat.*Withdrawn/s);
    await visitor.leave();
  });

  it("cancels all of it after typing so, and is shown what moved in between", async () => {
    const email = "moss@moss.example";
    await bought(email, "Moss Ltd", "mossltdchanges");
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await toSubscription(page, email);
    const other = await visitor.context.newPage();
    await toOpenSubscription(other);
    await previewSeats(other, 12);
    await previewSeats(page, 11);
    await confirmAndWait(page, "Add 1 seat");
    await other.getByRole("button", { name: "Add 2 seats", exact: true }).click();
    await other.getByRole("alert").getByText("This is not what you were shown any more").waitFor();
    expect(await visibleText(other.getByRole("alert"))).toMatch(/Seats before it\s+10\s+11/);
    await look(other, "moved");
    await other.close();

    await page.goto(page.url());
    const cancel = card(page, "Returning seats and cancelling");
    await cancel.getByRole("button", { name: "Show what comes back" }).click();
    await cancel.getByText("No seats instead of 11").waitFor();
    await cancel.getByRole("button", { name: "Cancel the subscription" }).click();
    await cancel.getByRole("alert").getByText("Type cancel to confirm.").waitFor();
    await look(page, "cancel");
    await cancel.getByLabel("Type cancel to confirm").fill("cancel");
    await confirmAndWait(page, "Cancel the subscription");
    expect((await history(page))[0]).toMatch(/cancellation.*Done/is);
    await page.getByText("It was cancelled and can no longer be changed. Nothing more is charged.").waitFor();
    expect(await card(page, "Returning seats and cancelling").count()).toBe(0);
    await look(page, "cancelled");
    expect(visitor.complaints).toEqual([]);
    await visitor.leave();
  });
});

describe("the partner's people change a subscription on a customer's behalf", () => {
  it("with a reason that the customer reads, at a desk and on a phone", async () => {
    const email = "sage@sage.example";
    await bought(email, "Sage Ltd", "sageltdchanges");
    const visitor = await newVisitor(browser);
    const { page } = visitor;
    await signInToAdmin(page, world.addresses.admin, demoAdmin);
    const found = await page.request.get(`${world.addresses.medusa}/admin/customers?q=${encodeURIComponent(email)}`);
    const { customers } = customersSchema.parse(await found.json());
    const address = `${world.addresses.admin}/customers/${customers[0].id}`;
    const drawer = await openChanges(page, address);
    await drawer.getByText("Nothing has been changed since it was bought.").waitFor();
    await drawer.getByLabel("Seats in all").fill("301");
    await drawer.getByRole("button", { name: "Show what it means" }).click();
    await drawer.getByText(/must be at most 300/).waitFor();
    await drawer.getByLabel("Seats in all").fill("12");
    await drawer.getByRole("button", { name: "Show what it means" }).click();
    await drawer.getByText("Give the reason first").waitFor();
    await drawer.getByLabel("Reason").fill("You asked for two more by phone.");
    expect(await visibleText(drawer)).toMatch(/2 seats x 23\.10 USD.*Due now.*Then each month, net/s);
    await lookAtAdmin(page, "form-desk");
    await askFor(page);
    await drawer.getByText("Done", { exact: true }).waitFor({ timeout: 60_000 });
    expect(await visibleText(drawer)).toMatch(/2 more seats.*On the customer's behalf.*by phone/s);
    await drawer.getByText(/^12 seats/).waitFor();

    await drawer.getByRole("combobox", { name: "What is wanted" }).click();
    await page.getByRole("option", { name: "Stop at the end of the term" }).click();
    await drawer.getByRole("button", { name: "Show what it means" }).click();
    await drawer.getByText("nothing", { exact: true }).waitFor();
    await drawer.getByLabel("Reason").fill("You told us that you move elsewhere.");
    await askFor(page);
    await drawer.getByText("Done", { exact: true }).nth(1).waitFor({ timeout: 60_000 });
    await drawer.getByText(/12 seats.*Ends after/).waitFor();
    expect(visitor.complaints.filter((complaint) => !complaint.startsWith("console:"))).toEqual([]);

    const phone = await newVisitor(browser, { width: 390, height: 844, colorScheme: "dark" });
    await signInToAdmin(phone.page, world.addresses.admin, demoAdmin);
    await (await openChanges(phone.page, address)).getByText("You told us that you move elsewhere.").waitFor();
    await lookAtAdmin(phone.page, "list-phone-dark");
    await phone.leave();

    const customer = await newVisitor(browser);
    await toSubscription(customer.page, email);
    const [stopped, added] = await history(customer.page);
    expect(stopped).toMatch(/stop.*for you.*Reason: You told us that you move elsewhere\./s);
    expect(added).toMatch(/2 more seats.*for you.*Reason: You asked for two more by phone\./s);
    expect(await endOfTerm(customer.page)).toMatch(/It ends after.*confirmed by Microsoft at/s);
    await look(customer.page, "on-behalf");
    await customer.leave();
    await visitor.leave();
  });
});

const customersSchema = z.object({ customers: z.tuple([z.object({ id: z.string() })]) });

/** The drawer of the changes of the customer's one subscription. */
async function openChanges(page: Page, address: string): Promise<Locator> {
  const panel = await openMedusaPage(page, address);
  await panel.getByRole("button", { name: `Changes of ${OFFER}` }).click();
  return page.getByRole("dialog", { name: `Changes of ${OFFER}` });
}

async function askFor(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Ask for it" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Ask for it" }).click();
  await page.getByRole("alertdialog").waitFor({ state: "detached" });
}

async function lookAtAdmin(page: Page, name: string): Promise<void> {
  await picture(page, `changes-admin-${name}`);
  expect([name, await accessibilityFaults(page, DRAWER)]).toEqual([name, []]);
}

/** A company with ten seats, bought a moment ago. */
async function bought(email: string, company: string, tenant: string): Promise<void> {
  const shopper = new Shopper(world.shop, email);
  await shopper.signUp(company, tenant);
  const checkout = await shopper.startCheckout(await shopper.findPlan(OFFER, "P1Y", "monthly"), 10);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  await shopper.returnFromPayment(checkout.id);
  await shopper.waitFor(checkout.id, ["live"]);
}

async function toSubscription(page: Page, email: string): Promise<void> {
  await signIn(page, world.addresses.shop, { email, password: PASSWORD });
  await toOpenSubscription(page);
}

async function toOpenSubscription(page: Page): Promise<void> {
  await openSubscriptions(page, world.addresses.shop);
  await openSubscription(page, OFFER);
}

const endOfTerm = (page: Page): Promise<string> => visibleText(card(page, "At the end of the term"));

/** Without scripts the page loads itself anew until the change is over. */
async function doneWithoutScripts(page: Page, seats: string): Promise<void> {
  await untilOver(page);
  expect(await visibleText(page.getByRole("main"))).toContain(seats);
  expect((await history(page))[0]).toMatch(/Done/);
}

async function lookElsewhere(email: string, how: Parameters<typeof newVisitor>[1], name: string): Promise<void> {
  const visitor: Visitor = await newVisitor(browser, how);
  await toSubscription(visitor.page, email);
  await previewSeats(visitor.page, 14);
  await look(visitor.page, `seats-${name}`);
  await previewEnd(visitor.page, "Stop");
  await look(visitor.page, `end-${name}`);
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
}

/** A page as a careful person looks at it: no accessibility fault, nothing wider than the window; and a picture. */
async function look(page: Page, name: string): Promise<void> {
  await picture(page, `changes-${name}`);
  expect([name, await accessibilityFaults(page)]).toEqual([name, []]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect([name, Math.max(overflow, 0)]).toEqual([name, 0]);
}
