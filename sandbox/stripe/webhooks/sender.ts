import { newId } from "../state/ids";
import type { Delivery, StripeEvent, WebhookEndpoint } from "../state/types";
import type { World } from "../state/world";
import { GIVE_UP_AFTER_MS, pauseAfter } from "./retries";
import { signatureHeader } from "./signature";
import { DeliverySwitches } from "./switches";

const ANSWER_WITHIN_MS = 10_000;

/** Delivers events to the endpoints that want them, again and again until they are taken or three days have passed. */
export class WebhookSender {
  readonly switches = new DeliverySwitches();
  private heldBack: Delivery[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private readonly cancels = new Map<string, () => void>();
  private stopped = false;

  constructor(private readonly world: World) {
    world.onEvent((event) => this.dispatch(event));
  }

  /** Takes up the deliveries an earlier run left. */
  resume(): void {
    for (const delivery of Object.values(this.world.state.deliveries)) {
      if (delivery.state === "waiting") {
        this.schedule(delivery, new Date(delivery.nextAttemptAt ?? this.world.clock.now()));
      }
    }
  }

  /** Delivers a finished or waiting delivery once more, now. @throws ApiError when there is none */
  replay(deliveryId: string): Delivery {
    const earlier = this.world.find(this.world.state.deliveries, "delivery", deliveryId);
    const event = this.world.find(this.world.state.events, "event", earlier.eventId);
    const delivery = this.create(event, this.world.find(this.world.state.endpoints, "endpoint", earlier.endpointId));
    this.schedule(delivery, this.world.clock.now());
    return delivery;
  }

  /** Waits until no delivery is on its way. Deliveries that are scheduled for later do not count. */
  async idle(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.inFlight.size === 0) return;
      await Promise.allSettled([...this.inFlight]);
    }
  }

  /** Forgets what is scheduled. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.forget();
    await Promise.allSettled([...this.inFlight]);
  }

  /** Drops all scheduled deliveries and switches, for a reset. */
  forget(): void {
    for (const cancel of this.cancels.values()) cancel();
    this.cancels.clear();
    this.heldBack = [];
    this.switches.clear();
  }

  private dispatch(event: StripeEvent): void {
    const endpoints = Object.values(this.world.state.endpoints).filter((endpoint) => wants(endpoint, event.type));
    event.pending_webhooks = endpoints.length;
    const now = this.world.clock.now();
    for (const endpoint of endpoints) {
      const special = this.switches.take(event.type);
      const delivery = this.create(event, endpoint);
      const released = this.heldBack.splice(0);
      switch (special?.action) {
        case "drop":
          Object.assign(delivery, { state: "dropped", nextAttemptAt: null });
          break;
        case "delay":
          this.schedule(delivery, new Date(now.getTime() + special.seconds * 1000));
          break;
        case "reorder":
          this.heldBack.push(delivery);
          break;
        case "duplicate":
          this.schedule(delivery, now);
          this.schedule(this.create(event, endpoint), now);
          break;
        default:
          this.schedule(delivery, now);
      }
      for (const earlier of released) this.schedule(earlier, now);
    }
  }

  private create(event: StripeEvent, endpoint: WebhookEndpoint): Delivery {
    const delivery: Delivery = {
      id: newId("whd"),
      eventId: event.id,
      eventType: event.type,
      endpointId: endpoint.id,
      url: endpoint.url,
      state: "waiting",
      attempts: [],
      nextAttemptAt: this.world.clock.now().toISOString(),
    };
    this.world.state.deliveries[delivery.id] = delivery;
    return delivery;
  }

  private schedule(delivery: Delivery, at: Date): void {
    delivery.nextAttemptAt = at.toISOString();
    this.cancels.set(
      delivery.id,
      this.world.clock.schedule(at, () => {
        this.cancels.delete(delivery.id);
        const attempt = this.attempt(delivery).finally(() => this.inFlight.delete(attempt));
        this.inFlight.add(attempt);
      }),
    );
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { state } = this.world;
    const event = state.events[delivery.eventId];
    const secret = state.endpointSecrets[delivery.endpointId];
    const endpoint = state.endpoints[delivery.endpointId];
    if (this.stopped || event === undefined || secret === undefined || endpoint?.status !== "enabled") {
      Object.assign(delivery, { state: this.stopped ? "waiting" : "failed" });
      return;
    }
    const at = this.world.clock.now();
    const body = JSON.stringify(event, null, 2);
    const { status, error } = await post(
      delivery.url,
      body,
      signatureHeader(body, secret, Math.floor(at.getTime() / 1000)),
    );
    delivery.attempts.push({ at: at.toISOString(), status, error });
    if (status !== null && status >= 200 && status < 300) {
      Object.assign(delivery, { state: "delivered", nextAttemptAt: null });
      event.pending_webhooks = Math.max(0, event.pending_webhooks - 1);
    } else {
      this.retry(delivery, event, at);
    }
    this.world.changed();
  }

  private retry(delivery: Delivery, event: StripeEvent, at: Date): void {
    const next = new Date(at.getTime() + pauseAfter(delivery.attempts.length));
    if (next.getTime() > event.created * 1000 + GIVE_UP_AFTER_MS) {
      Object.assign(delivery, { state: "failed", nextAttemptAt: null });
    } else if (!this.stopped) {
      this.schedule(delivery, next);
    }
  }
}

/** Whether an endpoint asked for events of this type. */
export function wants(endpoint: WebhookEndpoint, type: string): boolean {
  return (
    endpoint.status === "enabled" && (endpoint.enabled_events.includes("*") || endpoint.enabled_events.includes(type))
  );
}

async function post(
  url: string,
  body: string,
  signature: string,
): Promise<{ status: number | null; error: string | null }> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      headers: {
        "content-type": "application/json; charset=utf-8",
        "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        "stripe-signature": signature,
      },
    });
    await response.arrayBuffer();
    return { status: response.status, error: null };
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
}
