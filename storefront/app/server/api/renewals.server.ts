import { type Renewal, renewalAnswer, renewalListAnswer } from "../../../../src/api/store/csp/renewals/document";
import type { MedusaClient } from "../medusa.server";

export type { Renewal };

/** The ends of the company's running terms, the first to come first. */
export async function listRenewals(api: MedusaClient): Promise<Renewal[]> {
  return (await api.get("/store/csp/renewals", renewalListAnswer)).renewals;
}

/** What was shown of a renewal, for whoever says yes to it. */
export type SeenRenewal = Pick<Renewal, "term_last_on" | "outcome" | "next_quantity">;

/** Confirms what is planned as it was shown. An `ApiError` of status 409 when something else is planned by now. */
export async function confirmRenewal(api: MedusaClient, subscriptionId: string, seen: SeenRenewal): Promise<Renewal> {
  const path = `/store/csp/renewals/${encodeURIComponent(subscriptionId)}/confirm`;
  return (await api.post(path, { body: seen, schema: renewalAnswer })).renewal;
}
