import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { IOrderModuleService } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { customerIdOf } from "../request-context";

/** Medusa shows an order to whoever knows its id; here only to the customer who placed it. */
export async function onlyOwnOrder(req: MedusaRequest, _res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  const id = req.params.id ?? "";
  const customerId = customerIdOf(req);
  const orders = req.scope.resolve<IOrderModuleService>(Modules.ORDER);
  const [order] = customerId
    ? await orders.listOrders({ id, customer_id: customerId }, { select: ["id"], take: 1 })
    : [];
  next(order ? undefined : new MedusaError(MedusaError.Types.NOT_FOUND, `Order ${id} was not found.`));
}
