import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { CHECKOUT_MODULE, type Checkout } from "../../../../modules/checkout";
import { companyOf } from "../../../http/request-context";

/** The checkout of the session's company. @throws MedusaError not_found for any other, so that ids cannot be probed */
export async function ownCheckout(req: MedusaRequest): Promise<Checkout> {
  const id = req.params.id ?? "";
  const company = await companyOf(req);
  const checkout = company && (await req.scope.resolve(CHECKOUT_MODULE).find(id, company.id));
  if (!checkout) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Checkout ${id} was not found.`);
  }
  return checkout;
}
