import {
  type Subscription,
  subscriptionAnswer,
  subscriptionListAnswer,
} from "../../../../src/api/store/csp/subscriptions/document";
import type { MedusaClient } from "../medusa.server";

export type { Subscription };

export async function listSubscriptions(api: MedusaClient): Promise<Subscription[]> {
  return (await api.get("/store/csp/subscriptions", subscriptionListAnswer)).subscriptions;
}

export async function readSubscription(api: MedusaClient, id: string): Promise<Subscription> {
  return (await api.get(`/store/csp/subscriptions/${encodeURIComponent(id)}`, subscriptionAnswer)).subscription;
}
