import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root } from "../../sandbox/launcher/paths";
import { type CheckoutState, Shopper, type ShopUnderTest } from "../support/shopper";
import { hostAdmin } from "./host-shop";

const OFFER = "Microsoft 365 Business Premium";
const plansSchema = z.object({ plans: z.array(z.object({ id: z.string() })) });
const heardSchema = z.object({ entries: z.array(z.object({ kind: z.string(), key: z.string() })) });
const publishedSchema = z.object({ published: z.unknown(), refused: z.array(z.unknown()) });

/** What the host's owner does first, over the admin API: a price sheet, a pricing rule, plans on sale. */
export async function openForBusiness(url: string): Promise<void> {
  const { token } = z.object({ token: z.string() }).parse(await call(url, "/auth/user/emailpass", hostAdmin));
  const sheet = fs.readFileSync(path.join(root, "sandbox/demo/price-sheet.csv"), "utf8");
  await call(url, "/admin/csp/price-sheets?filename=price-sheet.csv", sheet, token);
  const rule = { name: "List price", kind: "list_less_discount", percent: "0", floor_margin_percent: "5" };
  await call(url, "/admin/csp/pricing-rules", rule, token);
  const query = `q=${encodeURIComponent(OFFER)}&segment=commercial&term=P1Y&billing_plan=monthly`;
  const { plans } = plansSchema.parse(await call(url, `/admin/csp/offers?${query}`, undefined, token));
  publishedSchema.parse(await call(url, "/admin/csp/offers/publish", { plan_ids: plans.map(({ id }) => id) }, token));
}

/**
 * A customer buys over the store API, after the host has refused a first try by its own rule.
 *
 * @returns the answer to the first try, and the checkout of the second once its licences are live
 */
export async function buyLicences(shop: ShopUnderTest): Promise<{ refusal: unknown; checkout: CheckoutState }> {
  const shopper = new Shopper(shop, "ada@fern.example");
  await shopper.signUp("Fern Ltd", "fernltd");
  const { form } = await shopper.quotedCart(await shopper.findPlan(OFFER, "P1Y", "monthly"), 1);
  const refusal = await shopper.call("POST", "/store/csp/checkouts", { ...form, po_number: "NO-BUDGET" }, 400);
  const checkout = await shopper.startCheckout(await shopper.findPlan(OFFER, "P1Y", "monthly"), 3);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  await shopper.returnFromPayment(checkout.id);
  return { refusal, checkout: await shopper.waitFor(checkout.id, ["live"], 120_000) };
}

/** What the host's own hooks heard of Seatline so far, as `kind key`. */
export async function heardByHost(url: string): Promise<string[]> {
  const { entries } = heardSchema.parse(await call(url, "/host/erp", undefined));
  return entries.map(({ kind, key }) => `${kind} ${key}`);
}

async function call(url: string, address: string, body: unknown, token?: string): Promise<unknown> {
  const isText = typeof body === "string";
  const response = await fetch(`${url}${address}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      "content-type": isText ? "text/csv" : "application/json",
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: body === undefined || isText ? body : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${address} answered ${response.status}: ${await response.text()}`);
  }
  return response.json();
}
