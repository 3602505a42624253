import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { seedAdmin } from "../../sandbox/demo/seed-admin";
import { seedShop } from "../../sandbox/demo/seed-shop";
import { offerAnswer, offerListAnswer } from "../../src/api/store/csp/offers/document";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { catalogPriceDuty } from "../../src/processes/catalog";
import { importPriceSheetWorkflow, publishPlansWorkflow } from "../../src/workflows";
import { checkAdminAnswer } from "../support/admin-answers";
import { describeMedusa } from "../support/medusa/describe-medusa";

const ADMIN = { email: "catalogue@harbourpine.example", password: "catalogue-test" };
const HEADER =
  "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,TermDuration,BillingPlan,Market,Currency,UnitPrice," +
  "EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment";
const END = "9999-11-30T23:59:59.0000000Z";

/** A sheet of one product: a SKU in two plans, one under any floor, and its trial. */
function sheet(from: string, monthly: { cost: string; list: string }): string {
  const row = (sku: string, title: string, plan: string, cost: string, list: string, tags = "License") =>
    `Harbour Mail,CFQ7TTC0MA1L,${sku},${title},Microsoft Corporation,"Mail, calendar",${plan},US,USD,${cost},${from},${END},${tags},${list},Commercial`;
  return [
    HEADER,
    row("1", "Harbour Mail", "P1Y,Monthly", monthly.cost, monthly.list),
    row("1", "Harbour Mail", "P1Y,Annual", "200", "264"),
    row("2", "Harbour Mail (no calls)", "P1Y,Annual", "199", "200"),
    row("3", "Harbour Mail", "P1M,None", "0", "0", "License;Trial"),
    "",
  ].join("\n");
}

const MARCH = sheet("2026-03-01T00:00:00.0000000Z", { cost: "232.8", list: "277.2" });
const APRIL = sheet("2026-04-01T00:00:00.0000000Z", { cost: "240", list: "289.3" });
const RULE = { name: "List", kind: "list_less_discount", percent: "0", floor_margin_percent: "10" };

interface AdminPlan {
  id: string;
  vendor_sku_id: string;
  billing_plan: string;
  cost_per_term: { amount: string } | null;
  margin_percent: string | null;
  published: boolean;
}

describeMedusa("tables", (medusa) => {
  let container: MedusaContainer;
  let url: string;
  let admin: Record<string, string>;
  let shop: Record<string, string>;

  beforeAll(async () => {
    ({ container, url } = medusa());
    shop = { "x-publishable-api-key": await seedShop(container) };
    await seedAdmin(container, ADMIN.email, ADMIN.password);
    const { token } = await json(await send("POST", "/auth/user/emailpass", {}, ADMIN));
    admin = { authorization: `Bearer ${token}` };
  });

  async function send(method: string, path: string, headers: Record<string, string>, body?: unknown) {
    const own: Record<string, string> = typeof body === "string" ? {} : { "content-type": "application/json" };
    const content = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(`${url}${path}`, { method, headers: { ...own, ...headers }, body: content });
    if (response.ok && path.startsWith("/admin/csp")) {
      checkAdminAnswer(method, path, response.status, await response.clone().json());
    }
    return response;
  }
  const json = async (response: Response) => response.json();
  const upload = async (csv: string, query = "filename=sheet.csv", type = "text/csv") =>
    send("POST", `/admin/csp/price-sheets?${query}`, { ...admin, "content-type": type }, csv);
  const plans = async (query = ""): Promise<AdminPlan[]> =>
    (await json(await send("GET", `/admin/csp/offers${query}`, admin))).plans;
  const setClock = (at: string) => container.resolve(CLOCK_MODULE).set(new Date(at));
  const onSale = async () => {
    await upload(MARCH);
    await send("POST", "/admin/csp/pricing-rules", admin, RULE);
    const ids = (await plans()).map(({ id }) => id);
    return json(await send("POST", "/admin/csp/offers/publish", admin, { plan_ids: ids }));
  };
  const variantPrices = async () => {
    const products = await json(
      await send(
        "GET",
        "/admin/products?fields=title,status,handle,variants.sku,variants.manage_inventory,*variants.prices",
        admin,
      ),
    );
    const [product] = products.products;
    const prices: Record<string, number | null> = {};
    for (const { sku, prices: of } of product?.variants ?? []) {
      prices[sku] = of[0]?.amount ?? null;
    }
    return { product, prices };
  };

  describe("the catalogue over HTTP", () => {
    afterEach(() => setClock("2026-03-15T10:00:00Z"));

    it("imports an uploaded sheet once, and lists it", async () => {
      const first = await upload(MARCH);
      expect(first.status).toBe(201);
      expect(await json(first)).toMatchObject({
        outcome: "imported",
        price_sheet: { month: "2026-03", source: "sheet.csv", counts: { rows: 4, plans_added: 4, trials: 1 } },
      });
      const again = await upload(MARCH);
      expect([again.status, (await json(again)).outcome]).toEqual([200, "unchanged"]);
      expect((await json(await send("GET", "/admin/csp/price-sheets", admin))).count).toBe(1);
    });

    it("answers a bad sheet with every fault by line and field, and imports nothing", async () => {
      const bad = MARCH.replace("232.8", "-232.8").replace(",USD,199,", ",USX,199,");
      const response = await upload(bad);
      expect(response.status).toBe(400);
      expect(await json(response)).toEqual({
        type: "invalid_data",
        message: "Nothing was imported: 2 faults in the file.",
        error_count: 2,
        errors: [
          { line: 2, field: "UnitPrice", message: expect.stringContaining("negative") },
          { line: 4, field: "Currency", message: expect.stringContaining("USX") },
        ],
      });
      expect(await plans()).toEqual([]);
      expect((await json(await send("GET", "/admin/csp/price-sheets", admin))).count).toBe(0);
    });

    it("refuses a sheet that the host does not want, in the host's words", async () => {
      const message = "Price sheets come from head office only.";
      importPriceSheetWorkflow.hooks.validate(async ({ source }) => {
        if (source === "unwanted.csv") {
          throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
        }
      });
      const refused = await upload(MARCH, "filename=unwanted.csv");
      expect([refused.status, await json(refused)]).toEqual([400, { type: "not_allowed", message }]);
      expect((await json(await send("GET", "/admin/csp/price-sheets", admin))).count).toBe(0);
      expect((await upload(MARCH)).status).toBe(201);
    });

    it("is filled by a host's own code from a file on the server", async () => {
      const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-sheet-"));
      const file = path.join(folder, "sheet.csv");
      fs.writeFileSync(file, MARCH);
      const { result } = await importPriceSheetWorkflow(container).run({ input: { file } });
      fs.rmSync(folder, { recursive: true });
      expect(result).toMatchObject({ outcome: "imported", sheet: { source: "sheet.csv" }, hookFailure: null });
      const missing = importPriceSheetWorkflow(container).run({ input: { file } });
      await expect(missing).rejects.toMatchObject({ message: expect.stringContaining("ENOENT") });
      await send("POST", "/admin/csp/pricing-rules", admin, RULE);
      const planIds = (await plans()).map(({ id }) => id);
      const { result: onShelf } = await publishPlansWorkflow(container).run({ input: { planIds } });
      expect([onShelf.published.length, onShelf.refused.length]).toEqual([2, planIds.length - 2]);
    });

    it("refuses a wrong content type, a missing name and, unless allowed, unknown columns", async () => {
      expect((await upload(MARCH, "filename=a.csv", "application/pdf")).status).toBe(400);
      expect((await json(await upload(MARCH, ""))).errors[0].field).toBe("filename");
      const more = MARCH.replace("Segment\n", "Segment,Colour\n").replaceAll("Commercial\n", "Commercial,red\n");
      expect((await json(await upload(more))).errors).toEqual([
        { line: 1, field: "Colour", message: expect.stringContaining("not known") },
      ]);
      expect((await upload(more, "filename=a.csv&allow_unknown_columns=true")).status).toBe(201);
    });

    it("shows the admin cost, price and margin, by search and filter; nobody else", async () => {
      await upload(MARCH);
      await send("POST", "/admin/csp/pricing-rules", admin, RULE);
      const [annual] = await plans("?q=harbour&term=P1Y&billing_plan=annual&published=false");
      expect(annual).toMatchObject({
        vendor_sku_id: "0001",
        cost_per_term: { amount: "200", currency: "USD" },
        price_per_term: { amount: "264.00", currency: "USD" },
        margin_percent: "24.24",
        below_floor: false,
        published: false,
      });
      for (const path of ["/admin/csp/offers", "/admin/csp/price-sheets", "/admin/csp/pricing-rules"]) {
        expect((await send("GET", path, shop)).status).toBe(401);
      }
      expect((await send("GET", "/admin/csp/offers?limit=0", admin)).status).toBe(400);
    });

    it("puts plans on sale as products and variants priced for one charge, and says why others are not", async () => {
      const answer = await onSale();
      expect(answer.published).toHaveLength(2);
      expect(answer.refused.map(({ reason }: { reason: string }) => reason)).toEqual(
        expect.arrayContaining([expect.stringMatching(/Trials/), expect.stringMatching(/floor/)]),
      );
      const { product, prices } = await variantPrices();
      expect(product).toMatchObject({ title: "Harbour Mail", handle: "harbour-mail", status: "published" });
      expect(prices).toEqual({
        "CFQ7TTC0MA1L:0001:commercial:P1Y:monthly": 23.1,
        "CFQ7TTC0MA1L:0001:commercial:P1Y:annual": 264,
      });
      expect(product.variants.every((one: { manage_inventory: boolean }) => !one.manage_inventory)).toBe(true);
      // A second time changes nothing: the same variants, the same prices.
      const ids = (await plans("?published=true")).map(({ id }) => id);
      await send("POST", "/admin/csp/offers/publish", admin, { plan_ids: ids });
      expect((await variantPrices()).prices).toEqual(prices);
    });

    it("sells to the shop without cost or margin", async () => {
      await onSale();
      const list = offerListAnswer.parse(await json(await send("GET", "/store/csp/offers?q=MAIL&segment=", shop)));
      expect(list.offers[0]).toMatchObject({
        handle: "harbour-mail",
        from: { price_per_month: { amount: "22.00", currency: "USD" } },
      });
      expect(list.facets.segments).toEqual([{ value: "commercial", count: 1 }]);
      const detail = offerAnswer.parse(await json(await send("GET", "/store/csp/offers/harbour-mail", shop)));
      expect(detail.offer.skus[0]?.plans[0]).toMatchObject({
        term: "P1Y",
        billing_plan: "monthly",
        charge_count: 12,
        price_per_charge: { amount: "23.10" },
        price_per_month: { amount: "23.10" },
        price_per_term: { amount: "277.20" },
        price_per_year: { amount: "277.20" },
      });
      expect((await send("GET", "/store/csp/offers/nothing", shop)).status).toBe(404);
      const bad = await json(await send("GET", "/store/csp/offers?limit=0&segment=army", shop));
      expect(bad.errors.map(({ field }: { field: string }) => field).sort()).toEqual(["limit", "segment"]);
      const core = JSON.stringify(await json(await send("GET", "/store/products?fields=*variants,metadata", shop)));
      expect(core).not.toMatch(/cost|margin|232\.8/);
    });

    it("shows next month's price in Medusa and in the shop from its first instant", async () => {
      await onSale();
      expect((await upload(APRIL)).status).toBe(201);
      const before = await catalogPriceDuty.run(container, new Date("2026-03-31T23:59:59Z"));
      expect(before).toEqual({ done: 0, nextDueAt: new Date("2026-04-01T00:00:00Z") });
      setClock("2026-04-01T00:00:00Z");
      expect(await catalogPriceDuty.run(container, new Date("2026-04-01T00:00:00Z"))).toEqual({
        done: 1,
        nextDueAt: null,
      });
      // 289.30 in twelve charges: 24.10, and 24.20 on the last.
      expect((await variantPrices()).prices["CFQ7TTC0MA1L:0001:commercial:P1Y:monthly"]).toBe(24.1);
      const { offer } = offerAnswer.parse(await json(await send("GET", "/store/csp/offers/harbour-mail", shop)));
      expect(offer.skus[0]?.plans[0]).toMatchObject({
        price_per_charge: { amount: "24.10" },
        price_per_term: { amount: "289.30" },
      });
    });

    it("tells Medusa's page of a product its plans with cost, price and what comes next", async () => {
      await onSale();
      await upload(APRIL);
      const { product } = await variantPrices();
      const page = async () => (await json(await send("GET", `/admin/csp/products/${product.id}`, admin))).product;
      expect(await page()).toMatchObject({
        id: product.id,
        offer: { title: "Harbour Mail", handle: "harbour-mail", vendor_product_id: "CFQ7TTC0MA1L" },
        on_sale: true,
        plans: [
          { billing_plan: "annual", price_per_charge: { amount: "264.00" }, next_price_change: null },
          {
            billing_plan: "monthly",
            variant_id: expect.stringMatching(/^variant_/),
            cost_per_term: { amount: "232.8", currency: "USD" },
            price_per_charge: { amount: "23.10", currency: "USD" },
            next_price_change: { at: "2026-04-01T00:00:00.000Z", price_per_charge: { amount: "24.10" } },
            live_subscriptions: 0,
            live_seats: 0,
            published: true,
          },
        ],
      });
      const ids = (await plans("?published=true")).map(({ id }) => id);
      await send("POST", "/admin/csp/offers/withdraw", admin, { plan_ids: ids });
      const withdrawn = { published: false, next_price_change: null };
      expect(await page()).toMatchObject({ on_sale: false, plans: [withdrawn, withdrawn] });
    });

    it("takes a plan off sale at once, its price with it, and the last one makes the product a draft", async () => {
      await onSale();
      const [first, second] = await plans("?published=true");
      const withdraw = async (id = "") => send("POST", "/admin/csp/offers/withdraw", admin, { plan_ids: [id] });
      expect(await json(await withdraw(first?.id))).toEqual({ withdrawn: [first?.id] });
      const { prices, product } = await variantPrices();
      expect(Object.values(prices).filter((price) => price === null)).toHaveLength(1);
      expect(product.status).toBe("published");
      await withdraw(second?.id);
      expect((await variantPrices()).product.status).toBe("draft");
      expect((await send("GET", "/store/csp/offers/harbour-mail", shop)).status).toBe(404);
      await send("POST", "/admin/csp/offers/publish", admin, { plan_ids: [first?.id, second?.id] });
      expect((await variantPrices()).product.status).toBe("published");
      expect(Object.values((await variantPrices()).prices)).not.toContain(null);
      expect(await container.resolve(Modules.PRODUCT).listProductVariants({})).toHaveLength(2);
    });

    describe("with a product that Medusa has already", () => {
      /** The next month's sheet has another SKU of the product on sale, and another product. */
      const grown = () => {
        const [header, ...rows] = APRIL.trimEnd().split("\n");
        const first = rows[0] ?? "";
        const sku = first.replace(",1,Harbour Mail,", ",9,Harbour Mail Plus,");
        const other = first
          .replace("Harbour Mail,CFQ7TTC0MA1L", "Pine Files,CFQ7TTC0F11E")
          .replace(",Harbour Mail,", ",Pine Files,");
        return [header, ...rows, sku, other, ""].join("\n");
      };
      const products = () => container.resolve(Modules.PRODUCT);
      const publish = async (query: string) => {
        const ids = (await plans(query)).map(({ id }) => id);
        return json(await send("POST", "/admin/csp/offers/publish", admin, { plan_ids: ids }));
      };
      const ours = async () => {
        const [variant] = await products().listProductVariants({ sku: "CFQ7TTC0MA1L:0001:commercial:P1Y:monthly" });
        return { variantId: variant?.id ?? "", productId: variant?.product_id ?? "" };
      };
      const optionOf = async (productId: string, title: string) => {
        const product = await products().retrieveProduct(productId, { relations: ["options"] });
        return product.options.find((one) => one.title === title)?.id ?? "";
      };
      const sellable = async () => {
        const { offer } = offerAnswer.parse(await json(await send("GET", "/store/csp/offers/harbour-mail", shop)));
        return offer.skus.flatMap((sku) => sku.plans.map((plan) => `${sku.title} ${plan.billing_plan}`));
      };

      it("sells a new SKU of it", async () => {
        await onSale();
        await upload(grown());
        setClock("2026-04-02T10:00:00Z");
        expect(await publish("?q=Harbour Mail Plus&published=false")).toMatchObject({
          published: [expect.anything()],
          refused: [],
        });
        expect((await variantPrices()).prices).toMatchObject({ "CFQ7TTC0MA1L:0009:commercial:P1Y:monthly": 24.1 });
        expect(await sellable()).toHaveLength(3);
      });

      it("puts the others on sale when one cannot be, and names that one", async () => {
        await onSale();
        await upload(grown());
        setClock("2026-04-02T10:00:00Z");
        const sku = "CFQ7TTC0MA1L:0009:commercial:P1Y:monthly";
        await products().createProducts([
          {
            title: "A host's own",
            options: [{ title: "Size", values: ["S"] }],
            variants: [{ title: "S", sku, options: { Size: "S" } }],
          },
        ]);
        const answer = await publish("?term=P1Y&billing_plan=monthly");
        expect(answer.published).toHaveLength(2);
        expect(answer.refused).toEqual([
          {
            plan_id: expect.any(String),
            title: "Harbour Mail Plus (P1Y, monthly)",
            reason: expect.stringContaining(sku),
          },
        ]);
      });

      it.each<[string, (ids: { productId: string; variantId: string }) => Promise<unknown>]>([
        ["whose variant was deleted", async ({ variantId }) => products().softDeleteProductVariants([variantId])],
        ["that was deleted", async ({ productId }) => products().softDeleteProducts([productId])],
        [
          "that was renamed, with its address",
          async ({ productId }) => products().updateProducts(productId, { title: "Mail", handle: "mail" }),
        ],
        ["that was put aside", async ({ productId }) => products().updateProducts(productId, { status: "rejected" })],
        [
          "whose variant got another SKU",
          async ({ variantId }) => products().updateProductVariants(variantId, { sku: "own-1" }),
        ],
        [
          "that lost its id of ours",
          async ({ productId }) => products().updateProducts(productId, { external_id: null }),
        ],
      ])("sells again one %s", async (_state, change) => {
        await onSale();
        await change(await ours());
        const { published, refused } = await publish("?term=P1Y&billing_plan=monthly");
        expect([published.length, refused]).toEqual([1, []]);
        const { variantId, productId } = await planInMedusa();
        const [variant] = await products().listProductVariants({ id: variantId });
        expect(variant?.product_id).toBe(productId);
        expect((await products().retrieveProduct(productId)).status).toBe("published");
        const priced = await json(
          await send("GET", `/admin/products/${productId}?fields=variants.id,*variants.prices`, admin),
        );
        expect(priced.product.variants.find(({ id }: { id: string }) => id === variantId).prices[0].amount).toBe(23.1);
      });

      /** What stands for the plan in Medusa now. */
      const planInMedusa = async () => {
        const [plan] = await plans("?term=P1Y&billing_plan=monthly&published=true");
        const productId = (plan as unknown as { product_id: string }).product_id;
        const page = await json(await send("GET", `/admin/csp/products/${productId}`, admin));
        const found = page.product.plans.find((one: { billing_plan: string }) => one.billing_plan === "monthly");
        return { productId, variantId: found.variant_id as string };
      };

      it("sells a product whose address a host's own product has", async () => {
        await products().createProducts([{ title: "Host's", handle: "harbour-mail" }]);
        expect((await onSale()).published).toHaveLength(2);
        expect(await sellable()).toHaveLength(2);
      });

      it("says in words what to mend where the product's choices were renamed", async () => {
        await onSale();
        await upload(grown());
        setClock("2026-04-02T10:00:00Z");
        const { productId } = await ours();
        await products().updateProductOptions(await optionOf(productId, "Licence"), { title: "Lizenz" });
        const answer = await publish("?term=P1Y&billing_plan=monthly");
        // The plan that has its variant and the other product are sold; the new one is named.
        expect(answer.published).toHaveLength(2);
        expect(answer.refused).toMatchObject([
          { title: "Harbour Mail Plus (P1Y, monthly)", reason: expect.stringContaining("Licence") },
        ]);
      });

      it("takes a plan whose variant is gone off sale at the next price, and shows the others theirs", async () => {
        await onSale();
        const { variantId } = await ours();
        await products().softDeleteProductVariants([variantId]);
        expect((await upload(APRIL)).status).toBe(201);
        setClock("2026-04-01T00:00:00Z");
        await catalogPriceDuty.run(container, new Date("2026-04-01T00:00:00Z"));
        expect(await sellable()).toEqual([expect.stringContaining("annual")]);
        expect((await plans("?billing_plan=monthly&published=true")).length).toBe(0);
      });
    });

    it("names the field of a rule that cannot be", async () => {
      const fields = async (body: unknown) => {
        const response = await send("POST", "/admin/csp/pricing-rules", admin, body);
        return [response.status, (await json(response)).errors?.map(({ field }: { field: string }) => field)];
      };
      expect(await fields({ ...RULE, percent: "101" })).toEqual([400, ["percent"]]);
      expect(await fields({ ...RULE, percent: "-1" })).toEqual([400, ["percent"]]);
      expect(await fields({ ...RULE, kind: "gift" })).toEqual([400, ["kind"]]);
      expect(await fields({ ...RULE, rounding: { step: "0.001", mode: "up" } })).toEqual([400, ["rounding.step"]]);
      expect(await fields({ ...RULE, colour: "red" })).toEqual([400, ["colour"]]);
    });
  });
});
