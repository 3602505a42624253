import type { MedusaRequest } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../../../../modules/subscription";
import { companyOf, idOf } from "../../../../../http/request-context";

/** @throws MedusaError not_found for a subscription of another company, or of nobody */
export async function ownSubscription(req: MedusaRequest): Promise<Subscription> {
  const company = await companyOf(req);
  const query = { companyIds: [company?.id ?? ""], ids: [idOf(req)] };
  const [subscription] = company ? await req.scope.resolve(SUBSCRIPTION_MODULE).list(query) : [];
  if (!subscription) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${idOf(req)} was not found.`);
  }
  return subscription;
}
