import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { buyLicences, heardByHost, openForBusiness } from "./first-sale";
import { HostShop } from "./host-shop";
import { type PackedPlugin, packPlugin, strayFiles } from "./pack";

jest.setTimeout(600_000);

/** What the host provides once for itself and every plugin: a copy of Seatline's own would be another one. */
const THE_HOSTS = /^(react|react-dom|react-router|react-router-dom|@medusajs\/.+)$/;
/** The same client as the dashboard's; it holds no state, so a second one would do no harm. */
const HARMLESS = ["@medusajs/js-sdk"];

let packed: PackedPlugin;
let host: HostShop;

beforeAll(async () => {
  packed = await packPlugin("server");
  host = await HostShop.make();
  await host.compileSources();
  host.linkPackages(packed.tarball);
  await Promise.all([host.startSimulators(), host.medusa(["db:migrate"])]);
  await host.start();
});

afterAll(async () => {
  await host?.remove();
});

describe("the package", () => {
  it("holds the built modules, providers, workflows and papers", () => {
    expect(packed.files).toEqual(
      expect.arrayContaining([
        ...["CHANGELOG.md", "LICENSE", "README.md", "package.json"],
        ".medusa/server/src/workflows/index.js",
        ".medusa/server/src/workflows/hooks/complete-cart.js",
        ".medusa/server/src/modules/settings/index.js",
        ".medusa/server/src/providers/payment-stripe-checkout/index.js",
        ".medusa/server/src/providers/notification-smtp/index.js",
        ".medusa/server/src/api/middlewares.js",
        ".medusa/server/src/jobs/tick.js",
      ]),
    );
  });

  it("holds nothing else: no tests, sandbox, shop, maps, nor what reads the environment", () => {
    expect(strayFiles(packed.files)).toEqual([]);
    expect(strayFiles(["tests/a.ts", ".medusa/server/src/a.spec.js", ".medusa/server/src/a.js.map"])).toHaveLength(3);
  });

  it("leads to no map, and takes no setting from the environment", () => {
    const home = path.join(host.folder, "node_modules/seatline");
    const texts = packed.files
      .filter((file) => file.endsWith(".js"))
      .map((file) => [file, fs.readFileSync(path.join(home, file), "utf8")] as const);
    expect(texts.filter(([, text]) => /sourceMappingURL|process\.env/.test(text)).map(([file]) => file)).toEqual([]);
  });

  it("brings no Medusa, React or router of its own", () => {
    const home = path.join(host.folder, "node_modules/seatline");
    const manifest = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8"));
    const own = Object.keys(manifest.dependencies).filter((name) => THE_HOSTS.test(name) && !HARMLESS.includes(name));
    expect(own).toEqual([]);
    expect(Object.keys(manifest.peerDependencies)).toEqual(
      expect.arrayContaining(["@medusajs/framework", "@medusajs/medusa", "react", "react-router-dom"]),
    );
    expect(manifest).not.toHaveProperty("private");
    expect(manifest).not.toHaveProperty("overrides");
    expect(fs.existsSync(path.join(home, "node_modules"))).toBe(false);
  });

  it("finds the fonts of its documents among the host's packages", () => {
    const folder = path.join(host.folder, "node_modules/seatline/.medusa/server/src/processes/billing/pdf");
    const { FONT_FILES } = require(path.join(folder, "text/font-files.js"));
    const files = FONT_FILES.flatMap(({ path: fileOf }: { path: (weight: string) => string }) =>
      ["regular", "strong"].map(fileOf),
    );
    expect(files).toHaveLength(52);
    expect(files.filter((file: string) => !fs.existsSync(file))).toEqual([]);
    expect(files[0]).toContain("Inter-Regular");
    expect(fs.existsSync(path.join(folder, "render-worker.js"))).toBe(true);
  });
});

describe("a host that cannot have it", () => {
  it("is told all that is wrong in one list, and does not start", async () => {
    const untested = `--require ${path.join(host.folder, "untested-medusa.cjs")}`;
    const env = { SEATLINE_OPTIONS: JSON.stringify({ shopURL: "x" }), HOST_MODULE: "conflict", NODE_OPTIONS: untested };
    const { code, said } = await host.startInVain(env);
    expect(code).not.toBe(0);
    for (const line of [
      "shopUrl: is missing; set it to the shop's public address",
      "stripe: is missing",
      "partnerCenter: is missing",
      "shopURL: is not an option of Seatline; remove it or correct its name",
      "modules.csp_company: is the key of a module of Seatline; give your own module another key",
      "@medusajs/medusa: 2.20.0 is outside the versions Seatline is tested with",
    ]) {
      expect(said).toContain(line);
    }
    expect(said).not.toContain("Server is ready");
  });

  it("is told what to do when its own handler has taken the hook", async () => {
    const { code, said } = await host.startInVain(host.options({ guardCartCompletion: true }));
    expect(code).not.toBe(0);
    expect(said).toContain("completeCartWorkflow.hooks.validate");
    expect(said).toContain("Set Seatline's option guardCartCompletion to false");
    expect(said).not.toContain("Server is ready");
  });
});

describe("a host that has it", () => {
  it("sells licences over the store API until they are live, by the host's own rules, whose hooks hear of it", async () => {
    await openForBusiness(host.url);
    const { refusal, checkout } = await buyLicences(await host.shop());
    expect(refusal).toMatchObject({ type: "not_allowed", message: "This purchase order has no budget left." });
    expect(checkout).toMatchObject({ state: "live", refusal: null });
    expect(checkout.subscription_ids).toHaveLength(1);
    const heard = await heardByHost(host.url);
    expect(heard).toContain(`order ${checkout.order_id}`);
    expect([...new Set(heard.map((line) => line.split(" ")[0]))].sort()).toEqual(["order", "plan", "price_sheet"]);
  });

  it("completes no cart with licences past the checkout, by its own handler that asks Seatline", async () => {
    const cart = await payable({ plan_id: "cplan_any" });
    const completion = await storeCall("POST", `/store/carts/${cart}/complete`, {});
    expect(completion.status).toBe(418);
    expect(await completion.json()).toEqual({ host_says: expect.stringContaining("shop's own checkout") });
  });

  it("reads them with query.graph from a route of its own", async () => {
    // The invoice is written a moment after the licences have become live.
    const { company, licences, ending, count } = await eventually(
      async () => (await fetch(`${host.url}/host/licences?email=ada@fern.example`)).json(),
      (read) => read.company.billing_accounts[0].invoices.length > 0,
    );
    expect(company).toMatchObject({ legal_name: "Fern Ltd" });
    const [{ invoices }] = company.billing_accounts;
    expect(invoices).toMatchObject([{ number: expect.stringMatching(/^INV/), currency: "USD" }]);
    expect(licences).toMatchObject([
      { quantity: 3, status: "active", invoice_lines: [{ invoice: { number: invoices[0].number } }] },
    ]);
    expect(count).toBe(1);
    expect(ending).toMatchObject([
      {
        id: licences[0].id,
        company: { legal_name: "Fern Ltd", members: [{ customer: { email: "ada@fern.example" } }] },
      },
    ]);
  });

  it("does not give them away on a store route whose caller chooses the fields", async () => {
    const { variants } = await store("GET", "/store/host-variants?fields=id,sku,csp_plan.id,*csp_plan.subscriptions");
    expect(variants.length).toBeGreaterThan(1);
    expect(new Set(variants.flatMap((variant: object) => Object.keys(variant)))).toEqual(new Set(["id", "sku"]));
  });

  it("does not find licences among its own products", async () => {
    const { products } = await store("GET", "/store/products");
    expect(products.map((product: { handle: string }) => product.handle)).toEqual(["desk-lamp"]);
  });

  it("sells its own goods to a guest, who sees the order, as before", async () => {
    const { type, order } = await store("POST", `/store/carts/${await payable({})}/complete`, {});
    expect(type).toBe("order");
    expect((await store("GET", `/store/orders/${order.id}`)).order).toMatchObject({ id: order.id, total: 49 });
  });

  it("answers errors of its own routes in its own way, and Seatline's in Seatline's", async () => {
    const broken = await fetch(`${host.url}/host/broken`);
    expect([broken.status, await broken.json()]).toEqual([418, { host_says: "The host's own route failed." }]);
    const { publishableKey } = await host.shop();
    const missing = await fetch(`${host.url}/store/csp/offers/no-such-offer`, {
      headers: { "x-publishable-api-key": publishableKey },
    });
    expect([missing.status, await missing.json()]).toEqual([404, expect.objectContaining({ type: "not_found" })]);
  });

  it("does not have its sign-in limited", async () => {
    const wrong = { email: "nobody@host-shop.example", password: "wrong" };
    const answers = Array.from({ length: 25 }, () => post(`${host.url}/auth/user/emailpass`, wrong));
    // 418 is how this host answers any error; a limit would be 429.
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([418]));
  });
});

/** What is read once it is as it will be, within half a minute. */
async function eventually<T>(read: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await read();
    if (isThere(found) || tries === 60) {
      return found;
    }
    await wait(500);
  }
}

/** A guest's cart with one of the host's lamps, ready to be completed. @returns its id */
async function payable(metadata: Record<string, string>): Promise<string> {
  const { products } = await store("GET", "/store/products");
  const { regions } = await store("GET", "/store/regions");
  const { cart } = await store("POST", "/store/carts", { region_id: regions[0].id, email: "guest@elm.example" });
  const line = { variant_id: products[0].variants[0].id, quantity: 1, metadata };
  await store("POST", `/store/carts/${cart.id}/line-items`, line);
  const { payment_collection: payment } = await store("POST", "/store/payment-collections", { cart_id: cart.id });
  const session = { provider_id: "pp_system_default" };
  await store("POST", `/store/payment-collections/${payment.id}/payment-sessions`, session);
  return cart.id;
}

async function storeCall(method: string, address: string, body?: unknown): Promise<Response> {
  const { publishableKey } = await host.shop();
  return fetch(`${host.url}${address}`, {
    method,
    headers: { "content-type": "application/json", "x-publishable-api-key": publishableKey },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function store(method: string, address: string, body?: unknown) {
  const response = await storeCall(method, address, body);
  const answer = await response.json();
  expect([address, response.status, response.ok ? "" : answer]).toEqual([address, 200, ""]);
  return answer;
}

function post(url: string, body: unknown): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
}
