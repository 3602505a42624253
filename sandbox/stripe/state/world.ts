import type { SandboxClock } from "../../clock/clock";
import { resourceMissing } from "../http/api-error";
import { API_VERSION } from "../http/version";
import { newId } from "./ids";
import { emptyState } from "./state";
import type { Customer, State, StripeEvent } from "./types";

/** The request on whose behalf something happens; both null when the simulator acts by itself. */
export type RequestOrigin = { id: string | null; idempotency_key: string | null };

const BY_ITSELF: RequestOrigin = { id: null, idempotency_key: null };

/**
 * Everything the simulator knows, and the few things each part of it may do: read the time, look objects up, and tell
 * the world that something happened.
 */
export class World {
  state: State = emptyState();
  private origin: RequestOrigin = BY_ITSELF;
  private readonly eventListeners: ((event: StripeEvent) => void)[] = [];
  private readonly changeListeners: (() => void)[] = [];

  constructor(
    readonly clock: SandboxClock,
    /** The simulator's own address, for links to its pages. Known once it listens. */
    readonly address: { url: string },
    /** Who asks for the money, as the hosted pages name it. */
    readonly businessName: string,
  ) {}

  /** Unix seconds. */
  now(): number {
    return Math.floor(this.clock.now().getTime() / 1000);
  }

  /** Runs an operation whose events name this request. */
  during<T>(origin: RequestOrigin, run: () => T): T {
    this.origin = origin;
    try {
      return run();
    } finally {
      this.origin = BY_ITSELF;
      this.changed();
    }
  }

  /** Records an event with the object as it is now, and hands it to the webhooks. */
  emit(type: string, object: unknown, previous?: Record<string, unknown>): void {
    const event: StripeEvent = {
      id: newId("evt"),
      object: "event",
      api_version: API_VERSION,
      created: this.now(),
      data: { object: structuredClone(object), ...(previous === undefined ? {} : { previous_attributes: previous }) },
      livemode: false,
      pending_webhooks: 0,
      request: this.origin,
      type,
    };
    this.state.events[event.id] = event;
    for (const listener of this.eventListeners) {
      listener(event);
    }
  }

  onEvent(listener: (event: StripeEvent) => void): void {
    this.eventListeners.push(listener);
  }

  changed(): void {
    for (const listener of this.changeListeners) {
      listener();
    }
  }

  onChange(listener: () => void): void {
    this.changeListeners.push(listener);
  }

  /** An object that must exist; `param` names where the id came from (`id` = the URL). */
  find<T>(collection: Record<string, T>, kind: string, id: string, param = "id"): T {
    const found = Object.hasOwn(collection, id) ? collection[id] : undefined;
    if (found === undefined) {
      throw resourceMissing(kind, id, param);
    }
    return found;
  }

  /** A customer that exists and was not deleted. */
  customer(id: string, param = "customer"): Customer {
    const customer = this.find(this.state.customers, "customer", id, param);
    if (customer.deleted === true) {
      throw resourceMissing("customer", id, param);
    }
    return customer;
  }
}
