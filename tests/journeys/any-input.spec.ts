import fs from "node:fs";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { demoAdmin } from "../../sandbox/launcher/demo";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { Shopper } from "../support/shopper";
import { newVisitor, picture } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { signIn } from "./pages/account";
import { signInToAdmin } from "./pages/admin";
import { proceedToPayment } from "./pages/checkout";

jest.setTimeout(300_000);

/** A hundred letters without a place to break. */
const LONG_NAME = `${"Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft".slice(0, 80)}mitlangemnamen000`;
const PHONE = { width: 390, height: 844 };

let world: VisibleWorld;
let browser: Browser;
const shopper = () => new Shopper(world.shop, `${LONG_NAME.slice(0, 55).toLowerCase()}@danube.example`);

/** Addresses of all pages without an id in them, from the routes themselves: a new page is looked at as well. */
const PAGES = fs
  .readdirSync(path.resolve(__dirname, "../../storefront/app/routes"))
  .filter((file) => file.endsWith(".tsx") && !file.includes("$") && file !== "checkout.return.tsx")
  .map(
    (file) =>
      `/${file
        .replace(/\.tsx$/, "")
        .replaceAll(".", "/")
        .replace(/\/?_index$/, "")}`,
  );

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

describe("whatever a customer types", () => {
  it("a name of a hundred letters wraps on a phone, on every page", async () => {
    const customer = shopper();
    await customer.signUp(LONG_NAME, "danubeelectric");
    const plan = await customer.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
    const { id, redirectUrl } = await customer.startCheckout(plan, 2);
    await customer.enterCard(redirectUrl, "4242424242424242");
    await customer.returnFromPayment(id);
    await customer.waitFor(id, ["live"]);
    await customer.quotedCart(plan, 3);
    const { page, leave } = await newVisitor(browser, PHONE);
    await signIn(page, world.addresses.shop, { email: customer.email, password: "correct-horse-battery" });
    const tooWide: string[] = [];
    const visit = async (address: string) => {
      await page.goto(`${world.addresses.shop}${address}`);
      if ((await widthOf(page)) > PHONE.width) {
        tooWide.push(address);
      }
    };
    expect(PAGES.length).toBeGreaterThan(12);
    for (const address of [...PAGES, `/orders/${id}`, "/products/microsoft-365-business-premium", "/nothing/here"]) {
      await visit(address);
    }
    await page.goto(`${world.addresses.shop}/account/invoices`);
    const links = page.locator("a[href^='/account/invoices/inv'], a[href^='/account/invoices/cspinv']");
    await visit((await links.first().getAttribute("href")) ?? "");
    await page.goto(`${world.addresses.shop}/checkout/review`);
    await picture(page, "long-name-review");
    expect(tooWide).toEqual([]);
    await leave();
  });

  it("a long name, and a reason without a place to break, stay within the admin's page", async () => {
    const customer = new Shopper(world.shop, "wide@danube.example");
    const name = LONG_NAME.repeat(2);
    await customer.signUp(name, "danubewide");
    const plan = await customer.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
    await customer.startCheckout(plan, 1);
    const { page, leave } = await newVisitor(browser);
    await signInToAdmin(page, world.addresses.admin, demoAdmin);
    const api = `${world.addresses.medusa}/admin/csp/billing-accounts`;
    const { accounts } = await (await page.request.get(`${api}?q=${name.slice(0, 90)}`)).json();
    const { id } = accounts.find(({ company_name }: { company_name: string }) => company_name === name);
    await page.route(`**/admin/csp/billing-accounts/${id}`, async (route) => {
      const { account } = await (await route.fetch()).json();
      const parked = { parked_reason: `TypeError: ${name.repeat(3)}`, failed_attempts: 3 };
      await route.fulfill({ json: { account: { ...account, ...parked } } });
    });
    await page.goto(`${world.addresses.admin}/csp/billing-accounts/${id}`);
    await page.getByText("Parked after 3 attempts").waitFor();
    await picture(page, "admin-long-name");
    const beyond = await page.locator("main").evaluate((main) => main.scrollWidth - main.clientWidth);
    expect(beyond).toBeLessThanOrEqual(0);
    await leave();
  });

  it("a tenant's name of one letter is answered beside the field, with and without scripts", async () => {
    const customer = new Shopper(world.shop, "short@danube.example");
    await customer.signUp("Danube Short", "danubeshort");
    const plan = await customer.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
    await customer.quotedCart(plan, 1);
    for (const javaScript of [true, false]) {
      const { page, complaints, leave } = await newVisitor(browser, { javaScript });
      await signIn(page, world.addresses.shop, { email: customer.email, password: "correct-horse-battery" });
      await page.goto(`${world.addresses.shop}/checkout/tenant`);
      await page.getByRole("radio", { name: /We are new to Microsoft 365/ }).check();
      await page.getByLabel("Name of the tenant").fill("a");
      if (!javaScript) {
        await page.getByRole("button", { name: "Check this name" }).click();
      }
      await page.getByText(/3 to 27 letters and digits without/).waitFor();
      await picture(page, `tenant-one-letter-${javaScript ? "scripts" : "no-scripts"}`);
      await page.getByRole("button", { name: "Save and continue" }).click();
      await page.getByText("One thing needs your attention").waitFor();
      expect(new URL(page.url()).pathname).toBe("/checkout/tenant");
      expect(complaints).toEqual([]);
      await leave();
    }
  });

  it("an address that Microsoft does not know is exchanged for the one it suggests, at a press", async () => {
    const customer = new Shopper(world.shop, "moved@danube.example");
    await customer.signUp("Danube Moved", "danubemoved");
    const contact = { email: customer.email, phone: "+1 206 555 0123", first_name: "Ada", last_name: "Byron" };
    const address = {
      line1: "1 Main Street",
      city: "Seattle",
      province: "NY",
      postal_code: "98101",
      country_code: "us",
    };
    await customer.call("POST", "/store/csp/companies/me", { legal_name: "Danube Moved", ...contact, address });
    const plan = await customer.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
    await customer.quotedCart(plan, 1);
    const { page, complaints, leave } = await newVisitor(browser);
    await signIn(page, world.addresses.shop, { email: customer.email, password: "correct-horse-battery" });
    await page.goto(`${world.addresses.shop}/checkout/review`);
    await proceedToPayment(page);
    await page.getByText("Address is not known to Microsoft").waitFor();
    await page.getByText("1 Main Street, Seattle, WA, 98101", { exact: true }).waitFor();
    await picture(page, "suggested-address");
    await page.getByRole("button", { name: "Use this address" }).click();
    await page.getByRole("alert").waitFor({ state: "detached" });
    await proceedToPayment(page);
    await page.waitForURL((url) => url.origin !== new URL(world.addresses.shop).origin);
    expect(complaints).toEqual([]);
    await leave();
  });

  it("hostile addresses are answered with a page that has the shop around it", async () => {
    const { page, leave } = await newVisitor(browser);
    for (const address of [
      "/?q=%00",
      "/products/%00",
      "/?q=%ED%A0%80",
      `/?q=${"x".repeat(10_000)}`,
      "/?q[]=a&q[b]=c",
    ]) {
      const answer = await page.goto(`${world.addresses.shop}${address}`);
      expect([address, (answer?.status() ?? 500) < 500]).toEqual([address, true]);
      await page.getByRole("contentinfo").waitFor();
    }
    await leave();
  });
});
