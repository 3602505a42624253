import type { Fault } from "./faults/fault";
import type { AccessToken, RefreshToken, Replay } from "./records/access";
import type { Attestation } from "./records/attestation";
import type { Customer } from "./records/customer";
import type { Cart, Order } from "./records/order";
import type { PendingUpdate, Subscription, Transition } from "./records/subscription";
import type { Delivery, WebhookRegistration } from "./records/webhook";
import type { Settings } from "./settings";
import type { SigningIdentity } from "./webhooks/signing-identity";

export type * from "./records/access";
export type * from "./records/attestation";
export type * from "./records/customer";
export type * from "./records/order";
export type * from "./records/subscription";
export type * from "./records/webhook";

/** All instants are ISO strings in UTC: the whole state is plain JSON, so that it can be written to a file. */
export interface SimulatorState {
  settings: Settings;
  customers: Record<string, Customer>;
  attestations: Record<string, Attestation>;
  carts: Record<string, Cart>;
  orders: Record<string, Order>;
  subscriptions: Record<string, Subscription>;
  pendingUpdates: PendingUpdate[];
  transitions: Transition[];
  accessTokens: Record<string, AccessToken>;
  refreshTokens: Record<string, RefreshToken>;
  replays: Record<string, Replay>;
  registration: WebhookRegistration | null;
  deliveries: Delivery[];
  validationEventTimes: string[];
  signing: SigningIdentity | null;
  faults: Fault[];
  warnings: string[];
  /** Calls with a user's token so far. */
  userCalls: number;
}

export function emptyState(settings: Settings): SimulatorState {
  return {
    settings,
    customers: {},
    attestations: {},
    carts: {},
    orders: {},
    subscriptions: {},
    pendingUpdates: [],
    transitions: [],
    accessTokens: {},
    refreshTokens: {},
    replays: {},
    registration: null,
    deliveries: [],
    validationEventTimes: [],
    signing: null,
    faults: [],
    warnings: [],
    userCalls: 0,
  };
}
