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
  | { readonly autoRenewEnabled: boolean }
  /** All of what happens at the end of the term: what is left out is reset. */
  | {
      readonly autoRenewEnabled: boolean;
      readonly scheduledActions: readonly { readonly scheduleType: "TermEnd"; readonly actionType: string }[] | null;
      readonly scheduledNextTermInstructions: {
        readonly product: Readonly<Record<string, string>>;
        readonly quantity: number;
      } | null;
    };

/**
 * The subscription as it was read before, and what came of the change: null when the vendor has accepted but not finished
 * it, `not_asked` when it was not asked for.
 */
export type ChangeAnswer = { readonly before: Subscription; readonly answer: Subscription | null | "not_asked" };

/** Sent back as it came: a value that we had normalised would look like a change. */
const rawResource = z.record(z.string(), z.unknown());

/** One answer, as it came and as it is understood. */
const rawAndRead = rawResource.transform((raw, context) => {
  const read = subscriptionSchema.safeParse(raw);
  if (!read.success) {
    for (const { path, message } of read.error.issues) {
      context.addIssue({ code: "custom", path, message });
    }
    return z.NEVER;
  }
  return { raw, before: read.data };
});

const READING = "GET /customers/:id/subscriptions/:id";

export const subscriptionOperations = (http: PartnerCenterHttp) => {
  async function getSubscription(customerId: string, subscriptionId: string): Promise<Subscription> {
    return (await http.send({ kind: READING, at: [customerId, subscriptionId], schema: subscriptionSchema })).body;
  }

  /** Sent back as it came, with the change in it. */
  async function patch(
    at: readonly string[],
    present: Record<string, unknown>,
    change: SubscriptionChange,
    ids: CallIds,
  ): Promise<Subscription | null> {
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
      return patch(at, (await http.send({ kind: READING, at, schema: rawResource })).body, change, ids);
    },

    /** As `patchSubscription`, with a change that follows from the reading; null: it needs none. */
    async changeSubscription(
      customerId: string,
      subscriptionId: string,
      changeFor: (present: Subscription) => Promise<SubscriptionChange | null>,
      ids: CallIds,
    ): Promise<ChangeAnswer> {
      const at = [customerId, subscriptionId];
      const { raw, before } = (await http.send({ kind: READING, at, schema: rawAndRead })).body;
      const change = await changeFor(before);
      return { before, answer: change === null ? "not_asked" : await patch(at, raw, change, ids) };
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
