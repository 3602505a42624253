import type { Browser, Page } from "playwright-core";
import { demoAdmin } from "../../sandbox/launcher/demo";
import { launchBrowser } from "../support/browser";
import { journeyWorld } from "../support/journeys/world";
import { newVisitor, picture } from "../support/visitor";
import type { VisibleWorld } from "../support/world";
import { signInToAdmin } from "./pages/admin";

jest.setTimeout(300_000);

const LOOKS = [
  { name: "desk-light", width: 1280, height: 900, colorScheme: "light" },
  { name: "phone-dark", width: 390, height: 844, colorScheme: "dark" },
] as const;
const COLUMNS =
  "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,TermDuration,BillingPlan,Market,Currency,UnitPrice," +
  "EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment";
/** A list of long ago, of one product that the demonstration does not sell. */
const OLD_SHEET = [
  COLUMNS,
  "Harbour Mail,CFQ7TTC0MA1L,1,Harbour Mail,Microsoft Corporation,Mail,P1Y,Annual,US,USD,80," +
    "2020-01-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License,100,Commercial",
].join("\n");

let world: VisibleWorld;
let browser: Browser;

beforeAll(async () => {
  world = journeyWorld();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const openOffers = async (page: Page) => {
  await page.goto(`${world.addresses.admin}/csp/offers`);
  await page.getByRole("checkbox").nth(1).waitFor();
};

describe("the partner's people look before they change prices", () => {
  it.each(LOOKS)("at a rule, a sheet and a selection: $name", async ({ name, ...look }) => {
    const { page, leave } = await newVisitor(browser, look);
    await signInToAdmin(page, world.addresses.admin, demoAdmin);
    await openOffers(page);

    await page.getByRole("button", { name: "Pricing rule" }).click();
    const drawer = page.getByRole("dialog");
    const percent = drawer.getByLabel("Percent", { exact: true });
    // The form begins with what is in force: looking at it as it stands changes nothing.
    await drawer.getByRole("button", { name: "Show what changes" }).click();
    await drawer.getByText("No plan that is on sale changes.").waitFor();
    await percent.fill("35");
    await drawer.getByRole("button", { name: "Show what changes" }).click();
    await drawer.getByText(/leaves? the shop/).waitFor();
    await picture(page, `offers-rule-${name}`);
    await drawer.getByRole("button", { name: "Put in force now" }).click();
    await page.getByText(/plans leave the shop\./).waitFor();
    await picture(page, `offers-rule-asks-${name}`);
    await page.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("alertdialog").waitFor({ state: "hidden" });
    await drawer.getByRole("button", { name: "Close", exact: true }).last().click();
    await drawer.waitFor({ state: "hidden" });

    await page.getByRole("button", { name: "Import price sheet" }).click();
    await drawer
      .getByLabel("File")
      .setInputFiles({ name: "old.csv", mimeType: "text/csv", buffer: Buffer.from(OLD_SHEET) });
    await drawer.getByRole("button", { name: "Show what changes" }).click();
    await drawer.getByText(/was imported before/).waitFor();
    expect(await drawer.getByRole("button", { name: "Import", exact: true }).isDisabled()).toBe(true);
    await picture(page, `offers-sheet-${name}`);
    await drawer.getByLabel("Yes, import the older month").click();
    expect(await drawer.getByRole("button", { name: "Import", exact: true }).isEnabled()).toBe(true);
    await drawer.getByRole("button", { name: "Close", exact: true }).last().click();
    await drawer.waitFor({ state: "hidden" });

    await page.getByRole("checkbox").nth(1).click();
    await page.getByText("1 selected").waitFor();
    await page.getByPlaceholder("Title or product id").fill("power bi");
    await page.getByText("1 selected").waitFor({ state: "hidden" });
    await page.getByPlaceholder("Title or product id").fill("CFQ7TTC0LCHC:0002");
    await page.getByText("CFQ7TTC0LCHC:0002").first().waitFor();
    await picture(page, `offers-search-${name}`);
    await leave();
  });
});
