import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { settingsOf } from "../../../connections/settings";
import { customerIdOf } from "../request-context";

const ordersSchema = z.array(
  z.looseObject({
    customer_id: z.string().nullish(),
    items: z
      .array(z.looseObject({ metadata: z.looseObject({ plan_id: z.unknown() }).partial().nullish() }))
      .default([]),
  }),
);

/**
 * Medusa shows an order to whoever knows its id. An order with licences is shown to the customer who placed it and to
 * nobody else; an order of a host's own goods is the host's affair, unless Medusa's own routes are protected too.
 */
export async function onlyOwnOrder(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const id = req.params.id ?? "";
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id", "customer_id", "items.metadata"],
    filters: { id },
  });
  const [order] = ordersSchema.parse(data);
  const guarded =
    settingsOf(req.scope).protectCoreRoutes || order?.items.some((item) => item.metadata?.plan_id !== undefined);
  const customerId = customerIdOf(req);
  const own = order !== undefined && customerId !== null && order.customer_id === customerId;
  next(guarded && !own ? new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${id} was not found.`) : undefined);
}
