import { newGuid } from "../identifiers";
import type { Customer, Delivery, Subscription } from "../state";
import type { World } from "../world";

interface Announcement {
  eventName: string;
  resourceUri: string;
  resourceName: string;
  audited: boolean;
  validationId?: string;
}

/** Seven decimals and an offset, as the documented notifications carry them. */
const vendorTime = (at: Date) => `${at.toISOString().slice(0, -1)}0000+00:00`;

function newDelivery(world: World, event: Announcement, url: string, at: Date, sendAt: Date | null): Delivery {
  const auditUri = event.audited ? `${world.baseUrl}/v1/auditrecords/${newGuid()}` : null;
  return {
    id: newGuid(),
    url,
    body: JSON.stringify({
      EventName: event.eventName,
      ResourceUri: event.resourceUri,
      ResourceName: event.resourceName,
      AuditUri: auditUri,
      ResourceChangeUtcDate: vendorTime(at),
    }),
    eventName: event.eventName,
    createdAt: at.toISOString(),
    nextAttemptAt: sendAt?.toISOString() ?? null,
    attempts: 0,
    state: sendAt ? "waiting" : "held",
    validationId: event.validationId ?? null,
    results: [],
  };
}

/** Lets a held event go after the one that follows it: the two arrive in the wrong order. */
function releaseHeld(world: World, sendAt: Date): void {
  for (const delivery of world.state.deliveries) {
    if (delivery.state === "held") {
      delivery.state = "waiting";
      delivery.nextAttemptAt = new Date(sendAt.getTime() + 1).toISOString();
    }
  }
}

/** Queues a notification for the registered address, obeying the delivery settings. */
export function announce(world: World, event: Announcement, at: Date): void {
  const { registration, settings, deliveries } = world.state;
  if (!registration?.webhookEvents.includes(event.eventName)) {
    return;
  }
  const { delayMs, duplicate, reorder, drop } = settings.webhooks;
  const sendAt = new Date(at.getTime() + delayMs);
  const someoneWaits = deliveries.some((delivery) => delivery.state === "held");
  const hold = reorder && !someoneWaits;
  const first = newDelivery(world, event, registration.webhookUrl, at, hold ? null : sendAt);
  if (drop) {
    deliveries.push({ ...first, state: "dropped", nextAttemptAt: null });
    return;
  }
  deliveries.push(first);
  if (duplicate) {
    deliveries.push({ ...first, id: newGuid(), results: [] });
  }
  if (!hold) {
    releaseHeld(world, sendAt);
  }
}

/** "Something changed here": the address in it is not the one to read, as the documentation shows. */
export function announceSubscription(
  world: World,
  subscription: Subscription,
  at: Date,
  eventName: "subscription-updated" | "subscription-active" = "subscription-updated",
): void {
  announce(
    world,
    {
      eventName,
      resourceUri: `${world.baseUrl}/webhooks/v1/customers/${subscription.customerId}/subscriptions/${subscription.id}`,
      resourceName: "subscription",
      audited: true,
    },
    at,
  );
}

export function announceRelationship(world: World, customer: Customer, at: Date): void {
  announce(
    world,
    {
      eventName: "reseller-relationship-accepted-by-customer",
      resourceUri: `${world.baseUrl}/v1/customers/${customer.id}`,
      resourceName: "Customer",
      audited: true,
    },
    at,
  );
}

export function announceTest(world: World, validationId: string, at: Date): void {
  announce(
    world,
    {
      eventName: "test-created",
      resourceUri: `${world.baseUrl}/v1/webhooks/registration/test`,
      resourceName: "test",
      audited: false,
      validationId,
    },
    at,
  );
}
