import { z } from "zod";
import type { CallIds, PartnerCenterHttp } from "../http";
import {
  anySubscriptionPageSchema,
  type Subscription,
  subscriptionChangeSchema,
  subscriptionPageSchema,
  subscriptionProvisioningSchema,
  subscriptionSchema,
} from "../schemas";
import { readAllPages } from "./paging";

export type SubscriptionChange =
  | { readonly quantity: number }
  | { readonly status: "active" | "suspended" | "deleted" }
  | { readonly autoRenewEnabled: boolean };

/** Sent back as it came: a value that we had normalised would look like a change. */
const rawResource = z.record(z.string(), z.unknown());

const READING = "GET /customers/:id/subscriptions/:id";

export const subscriptionOperations = (http: PartnerCenterHttp) => {
  async function getSubscription(customerId: string, subscriptionId: string): Promise<Subscription> {
    return (await http.send({ kind: READING, at: [customerId, subscriptionId], schema: subscriptionSchema })).body;
  }

  return {
    getSubscription,

    async listSubscriptionsOfOrder(customerId: string, orderId: string): Promise<Subscription[]> {
      return readAllPages(http, {
        kind: "GET /customers/:id/subscriptions",
        at: [customerId],
        query: { order_id: orderId },
        schema: subscriptionPageSchema,
      });
    },

    /** All of a customer's that are sold by seats; Azure plans and what else is charged by usage are left out. */
    async listSubscriptions(customerId: string): Promise<Subscription[]> {
      const listed = await readAllPages(http, {
        kind: "GET /customers/:id/subscriptions",
        at: [customerId],
        schema: anySubscriptionPageSchema,
      });
      return listed.filter((one) => one !== null);
    },

    /**
     * One kind of change. The complete resource is read and sent back with it, because what is left out is reset
     * (auto-renew and the scheduled change among them). Null when the vendor has accepted but not finished it.
     */
    async patchSubscription(
      customerId: string,
      subscriptionId: string,
      change: SubscriptionChange,
      ids: CallIds,
    ): Promise<Subscription | null> {
      const at = [customerId, subscriptionId];
      const present = (await http.send({ kind: READING, at, schema: rawResource })).body;
      const etag = readEtag(present);
      const call = {
        kind: "PATCH /customers/:id/subscriptions/:id",
        at,
        schema: subscriptionChangeSchema,
        body: { ...present, ...change },
        ids,
        // New-commerce subscriptions come without an etag; one that is there must be honoured.
        ...(etag === null ? {} : { headers: { "if-match": etag } }),
      } as const;
      return (await http.send(call)).body;
    },

    async getSubscriptionProvisioningStatus(customerId: string, subscriptionId: string) {
      const kind = "GET /customers/:id/subscriptions/:id/provisioningstatus";
      return (await http.send({ kind, at: [customerId, subscriptionId], schema: subscriptionProvisioningSchema })).body;
    },
  };
};

function readEtag(resource: Record<string, unknown>): string | null {
  const attributes = resource.attributes;
  if (typeof attributes !== "object" || attributes === null || !("etag" in attributes)) {
    return null;
  }
  return typeof attributes.etag === "string" ? attributes.etag : null;
}
