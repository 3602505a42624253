import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { stopAllChildren } from "../../sandbox/launcher/children";
import { openMedusaPage, signInToAdmin } from "../journeys/pages/admin";
import { launchBrowser } from "../support/browser";
import globalSetup from "../support/global-setup";
import globalTeardown from "../support/global-teardown";
import type { CheckoutState } from "../support/shopper";
import { picture } from "../support/visitor";
import { buyLicences, openForBusiness } from "./first-sale";
import { HostShop, hostAdmin } from "./host-shop";
import { packPlugin, strayFiles } from "./pack";

/** What a package of Seatline's own would be a second copy of, and break. */
const THE_HOSTS = /^(react|react-dom|react-router|react-router-dom|@medusajs\/.+)$/;

/**
 * `npm run plugin:proof`: packs Seatline, makes a bare Medusa shop in a new folder, installs the package there with npm,
 * builds and boots the shop, buys licences over the store API, and looks at Seatline's pages in the shop's admin with a
 * browser. Prints the time of each step; ends with another code than 0 when one of them fails.
 */
async function prove(): Promise<void> {
  const { tarball, files } = await step("Package built and packed", () => packPlugin("complete"));
  console.log(`  ${files.length} files, ${(fs.statSync(tarball).size / 1024).toFixed(0)} KB`);
  const strays = strayFiles(files);
  if (strays.length > 0) {
    throw new Error(`These do not belong in the package: ${strays.join(", ")}.`);
  }
  await step("PostgreSQL up", globalSetup);
  const host = await HostShop.make();
  const built = path.join(host.folder, ".medusa/server");
  try {
    host.copySources();
    await step("Host's packages installed by npm", () => install(host.folder, tarball));
    await step("No Medusa, React or router inside the package", () => refuseCopies(host.folder));
    await step("Host's hooks and scripts fit the package's types", () => checkTypes(host.folder));
    await step("Simulators up", () => host.startSimulators());
    await step("Database migrated", () => host.medusa(["db:migrate"]));
    await step("Host built, its admin with Seatline's pages", () => host.medusa(["build"], { HOST_ADMIN: "on" }));
    await step("Host up", () => host.start({ HOST_ADMIN: "on" }, built));
    await step("Price sheet imported, plans on sale", () => openForBusiness(host.url));
    const { checkout } = await step("Licences bought over the store API", async () => buyLicences(await host.shop()));
    console.log(`  checkout ${checkout.state}, subscription ${checkout.subscription_ids.join(", ")}`);
    await step("Invoices and the order's licences seen in the host's admin", () => seeAdmin(host.url, checkout));
    console.log("The plugin works in a Medusa shop that is not ours.");
  } finally {
    await host.remove();
    await globalTeardown();
  }
}

/** A real installation, as the host's owner would do it. */
function install(folder: string, tarball: string): void {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["install", "--no-audit", "--no-fund", "--loglevel=error", tarball];
  execFileSync(npm, flags, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

function refuseCopies(folder: string): void {
  const inside = path.join(folder, "node_modules/seatline/node_modules");
  const names = fs.existsSync(inside) ? fs.readdirSync(inside) : [];
  const packages = names.flatMap((name) =>
    name.startsWith("@") ? fs.readdirSync(path.join(inside, name)).map((one) => `${name}/${one}`) : [name],
  );
  const copies = packages.filter((name) => THE_HOSTS.test(name));
  if (copies.length > 0) {
    throw new Error(`npm had to put copies into the package: ${copies.join(", ")}.`);
  }
  console.log(`  inside the package: ${packages.filter((name) => !name.startsWith(".")).join(", ") || "nothing"}`);
}

/** The host's sources, which are the examples of `docs/plugin.md`, against the declarations in the package. */
function checkTypes(folder: string): void {
  const tsc = path.join(folder, "node_modules/typescript/bin/tsc");
  execFileSync(process.execPath, [tsc, "--noEmit", "-p", folder], { cwd: folder, stdio: "inherit" });
}

/** Signs in to the host's admin, opens the list of invoices and Medusa's page of the order, on which Seatline has its part. */
async function seeAdmin(url: string, { order_id }: CheckoutState): Promise<void> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.setDefaultTimeout(60_000);
    await signInToAdmin(page, `${url}/app`, hostAdmin);
    await page.goto(`${url}/app/csp/invoices`);
    await page
      .getByText(/INV-\d{4}-\d{6}/)
      .first()
      .waitFor();
    await picture(page, "plugin-invoices");
    await openMedusaPage(page, `${url}/app/orders/${order_id}`);
    await picture(page, "plugin-order");
    if (errors.length > 0) {
      throw new Error(`The pages had errors: ${errors.join("; ")}`);
    }
  } finally {
    await browser.close();
  }
}

async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
  const from = performance.now();
  const result = await work();
  console.log(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  ${name}`);
  return result;
}

const from = performance.now();
prove()
  .then(
    () => 0,
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      return 1;
    },
  )
  .then(async (code) => {
    await stopAllChildren();
    console.log(`${((performance.now() - from) / 1000).toFixed(1).padStart(6)} s  altogether`);
    process.exit(code);
  });
