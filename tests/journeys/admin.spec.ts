import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { demoAdmin } from "../../sandbox/launcher/demo";
import { accessibilityFaults } from "../support/accessibility";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { Shopper } from "../support/shopper";
import { newVisitor, picture } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { openMedusaPage, PANEL, signInToAdmin } from "./pages/admin";
import { visibleText } from "./pages/text";

jest.setTimeout(300_000);

const LOOKS = [
  { name: "desk-light", width: 1280, height: 900, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
] as const;
const orderSchema = z.object({
  order: z.object({ customer_id: z.string(), items: z.array(z.object({ product_id: z.string() })) }),
});

let world: VisibleWorld;
let browser: Browser;
let orderId: string;

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
  const shopper = new Shopper(world.shop, "rowan@rowan.example");
  await shopper.signUp("Rowan GmbH", "rowangmbh");
  const plan = await shopper.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
  const checkout = await shopper.startCheckout(plan, 10);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  await shopper.returnFromPayment(checkout.id);
  orderId = (await shopper.waitFor(checkout.id, ["live"])).order_id ?? "";
});

afterAll(async () => {
  await browser?.close();
});

/** A drawer without the head that Medusa draws, whose cross has no name. */
const DRAWER = "[role=dialog] [role=group]";

describe("the partner's people on Medusa's own pages", () => {
  it("see what Seatline knows of an order, a customer and a product, at a desk and on a phone", async () => {
    const admin = world.addresses.admin;
    for (const { name, ...look } of LOOKS) {
      const { page, complaints, leave } = await newVisitor(browser, look);
      await signInToAdmin(page, admin, demoAdmin);
      const { order } = orderSchema.parse(
        await (
          await page.request.get(
            `${world.addresses.medusa}/admin/orders/${orderId}?fields=customer_id,items.product_id`,
          )
        ).json(),
      );

      const licences = await openMedusaPage(page, `${admin}/orders/${orderId}`);
      await licences.getByRole("link", { name: /^INV-/ }).waitFor();
      expect(await visibleText(licences)).toMatch(/Rowan GmbH.*Microsoft has it.*10 seats, Annual, paid monthly/s);
      await lookAt(page, `order-${name}`);

      const company = await openMedusaPage(page, `${admin}/customers/${order.customer_id}`);
      expect(await visibleText(company)).toMatch(/rowangmbh\.onmicrosoft\.com.*1 live, 0 over/s);
      await lookAt(page, `customer-${name}`);
      const kept = page.getByRole("region", { name: "Personal data" });
      expect(await visibleText(kept)).toMatch(/cannot be erased yet.*1 subscription that Microsoft bills for/s);
      await kept.getByRole("button", { name: "Erase" }).click();
      const drawer = page.getByRole("dialog", { name: /^Erase rowan@rowan\.example/ });
      await drawer.getByText("Stays, and why").waitFor();
      expect(await drawer.getByRole("button", { name: "Erase for good" }).isDisabled()).toBe(true);
      await picture(page, `customer-erase-${name}`);
      expect([name, await accessibilityFaults(page, DRAWER)]).toEqual([name, []]);
      await drawer.getByRole("button", { name: "Cancel" }).click();

      const plans = await openMedusaPage(page, `${admin}/products/${order.items[0]?.product_id}`);
      expect(await visibleText(plans)).toMatch(/kept by Seatline.*Annual, paid monthly/s);
      await lookAt(page, `product-${name}`);
      // Medusa's own pages ask for pictures outside, which no test reaches: what the console says of it is not ours.
      expect(complaints.filter((complaint) => !complaint.startsWith("console:"))).toEqual([]);
      await leave();
    }
  });

  it("see what waits for a person, how much it is in the menu, and who did what, at a desk and on a phone", async () => {
    for (const { name, ...look } of LOOKS) {
      const { page, complaints, leave } = await newVisitor(browser, look);
      await signInToAdmin(page, world.addresses.admin, demoAdmin);
      await page.route("**/admin/csp/attention/count", (request) => request.fulfill({ json: { count: 3 } }));
      for (const path of ["attention", "journal"]) {
        await page.goto(`${world.addresses.admin}/csp/${path}`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByRole("status").first().waitFor({ state: "hidden" });
        await picture(page, `admin-${path}-${name}`);
        expect([path, name, await accessibilityFaults(page, "main")]).toEqual([path, name, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect([path, name, Math.max(wide, 0)]).toEqual([path, name, 0]);
      }
      for (const path of ["billing-accounts", "invoices", "provisioning"]) {
        await page.goto(`${world.addresses.admin}/csp/${path}`);
        await page.locator("main tbody tr").first().waitFor();
        expect([path, name, await accessibilityFaults(page, "main table")]).toEqual([path, name, []]);
      }
      if (name === "desk-light") {
        await page.getByRole("img", { name: "3 waiting" }).waitFor();
      }
      expect(complaints.filter((complaint) => !complaint.startsWith("console:"))).toEqual([]);
      await page.route("**/admin/csp/attention?*", (request) =>
        request.fulfill({ status: 500, json: { message: "The database is away." } }),
      );
      await page.goto(`${world.addresses.admin}/csp/attention`);
      await page.getByText("The list could not be read.").waitFor();
      await leave();
    }
  });

  it("erase a person whom nothing keeps, after typing who it is", async () => {
    const email = "pine@pine.example";
    await new Shopper(world.shop, email).signUp("Pine GmbH", "pinegmbhgone");
    const { page, leave } = await newVisitor(browser);
    await signInToAdmin(page, world.addresses.admin, demoAdmin);
    const found = await page.request.get(`${world.addresses.medusa}/admin/customers?q=${encodeURIComponent(email)}`);
    const [{ id }] = z
      .object({ customers: z.tuple([z.object({ id: z.string() })]) })
      .parse(await found.json()).customers;
    await page.goto(`${world.addresses.admin}/customers/${id}`);
    const kept = page.getByRole("region", { name: "Personal data" });
    await kept.getByText("The person can be erased.").waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      kept.getByRole("button", { name: "Give out" }).click(),
    ]);
    expect(file.suggestedFilename()).toBe(`personal-data-${id}.json`);
    await kept.getByRole("button", { name: "Erase" }).click();
    const drawer = page.getByRole("dialog", { name: `Erase ${email}` });
    const erase = drawer.getByRole("button", { name: "Erase for good" });
    expect(await erase.isDisabled()).toBe(true);
    await drawer.getByLabel(`Type ${email} to confirm`).fill(email);
    await erase.click();
    await page.getByText("The person is erased.").first().waitFor();
    await page.waitForURL((url) => url.pathname.endsWith("/customers"));
    const answer = await page.request.get(`${world.addresses.medusa}/admin/customers?q=${encodeURIComponent(email)}`);
    expect((await answer.json()).customers).toEqual([]);
    await leave();
  });

  it("read again what could not be read, and see nothing where nothing is known", async () => {
    const { page, leave } = await newVisitor(browser);
    await signInToAdmin(page, world.addresses.admin, demoAdmin);
    const address = `${world.addresses.admin}/orders/${orderId}`;
    const route = `**/admin/csp/orders/${orderId}`;
    await page.route(route, (request) => request.fulfill({ status: 500, json: { message: "The database is away." } }));
    const panel = await openMedusaPage(page, address);
    await panel.getByRole("alert").waitFor();
    await lookAt(page, "order-failed");
    await page.unroute(route);
    await panel.getByRole("button", { name: "Try again" }).click();
    await panel.getByText("10 seats").waitFor();

    await page.route(route, (request) => request.fulfill({ json: { order: null } }));
    await page.goto(address);
    await page.getByText("Unfulfilled Items").first().waitFor();
    await page.waitForLoadState("networkidle");
    expect(await page.locator(PANEL).count()).toBe(0);
    await leave();
  });
});

/** Seatline's part as a careful person looks at it: no accessibility fault, nothing wider than the window; a picture. */
async function lookAt(page: Page, name: string): Promise<void> {
  await picture(page, `admin-${name}`);
  expect(await accessibilityFaults(page, PANEL)).toEqual([]);
  const panel = await page.locator(PANEL).boundingBox();
  expect([name, Math.max((panel?.x ?? 0) + (panel?.width ?? 0) - (page.viewportSize()?.width ?? 0), 0)]).toEqual([
    name,
    0,
  ]);
}
