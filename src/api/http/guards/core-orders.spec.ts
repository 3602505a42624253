import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { onlyOwnOrder } from "./core-orders";

const goods = { customer_id: "cus_owner", items: [{ metadata: { colour: "red" } }, { metadata: null }] };
const licences = { customer_id: "cus_owner", items: [{ metadata: { plan_id: "cplan_1" } }] };

/** What the guard answers a caller who asks for the order: undefined lets Medusa answer. */
async function refusal(order: object | null, caller: string | null, protectCoreRoutes = false) {
  const services: Record<string, unknown> = {
    [ContainerRegistrationKeys.QUERY]: { graph: async () => ({ data: order ? [order] : [] }) },
    csp_settings: { settings: { protectCoreRoutes } },
  };
  const req = {
    params: { id: "order_1" },
    scope: { resolve: (key: string) => services[key] },
    auth_context: caller === null ? undefined : { actor_id: caller },
  };
  const next = jest.fn();
  await onlyOwnOrder(req as unknown as MedusaRequest, {} as MedusaResponse, next);
  return next.mock.calls[0]?.[0]?.type;
}

describe("Medusa's own order page", () => {
  it("shows an order with licences to its customer only", async () => {
    expect(await refusal(licences, "cus_owner")).toBeUndefined();
    expect(await refusal(licences, "cus_other")).toBe("not_found");
    expect(await refusal(licences, null)).toBe("not_found");
  });

  it("leaves a guest's order of the host's own goods to the host", async () => {
    expect(await refusal(goods, null)).toBeUndefined();
    expect(await refusal(null, null)).toBeUndefined();
  });

  it("shows nobody a foreign order where all of Medusa's routes are protected", async () => {
    expect(await refusal(goods, "cus_owner", true)).toBeUndefined();
    expect(await refusal(goods, null, true)).toBe("not_found");
    expect(await refusal(null, "cus_owner", true)).toBe("not_found");
  });
});
