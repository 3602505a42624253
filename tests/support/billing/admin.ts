import type { MedusaContainer } from "@medusajs/framework/types";
import { createApiKeysWorkflow } from "@medusajs/medusa/core-flows";
import { duties } from "../../../src/workflows/duties";
import { checkAdminAnswer } from "../admin-answers";
import type { ShopWorld } from "../purchase/shop";
import { enterCard, Json, type Visitor } from "../purchase/visitor";

/** Calls the partner's side of the API with a secret key and insists on the status. */
export type AdminApi = (
  status: number,
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
) => Promise<Json>;

/** Signs in as the partner; paths are those under `/admin/csp`. */
export async function adminApi(container: MedusaContainer, url: string): Promise<AdminApi> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Test", type: "secret", created_by: "" }] },
  });
  const authorization = `Basic ${Buffer.from(`${result[0]?.token ?? ""}:`).toString("base64")}`;
  return async (status, method, path, body) => {
    const response = await fetch(`${url}/admin/csp${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (response.status !== status) {
      throw new Error(`${method} ${path} answered ${response.status} instead of ${status}: ${text.slice(0, 2000)}`);
    }
    const answer = text.startsWith("{") ? JSON.parse(text) : text;
    checkAdminAnswer(method, response.url, status, answer);
    return new Json(answer);
  };
}

/** One round of everything that is due, as the ticker does it. */
export async function workOnce(world: ShopWorld): Promise<void> {
  for (const duty of duties) {
    await duty.run(world.container, world.now);
  }
}

/** From an empty cart to licences that are live and invoiced. */
export async function buyLicences(world: ShopWorld, quantity: number, card = "4242424242424242"): Promise<Visitor> {
  const plan = await world.plan("Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const checkout = await buyer.startCheckout(plan.id, quantity);
  await enterCard(checkout.url, card);
  await buyer.expect(200, "POST", `/store/csp/checkouts/${checkout.id}/return`, {});
  for (let round = 0; round < 40; round += 1) {
    await workOnce(world);
    const state = (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkout.id}`)).at("checkout");
    if (state.text("state") === "live" && state.at("invoice").value !== null) {
      return buyer;
    }
    world.advanceBy(5_000);
  }
  const last = await buyer.expect(200, "GET", `/store/csp/checkouts/${checkout.id}`);
  throw new Error(`The order was not invoiced: ${JSON.stringify(last.value)}`);
}
