import { z } from "zod";
import type { State } from "./types";

export function emptyState(): State {
  return {
    version: 1,
    customers: {},
    paymentMethods: {},
    paymentIntents: {},
    setupIntents: {},
    setupAttempts: {},
    charges: {},
    refunds: {},
    disputes: {},
    balanceTransactions: {},
    sessions: {},
    events: {},
    endpoints: {},
    endpointSecrets: {},
    cardSecrets: {},
    sessionPlans: {},
    deliveries: {},
    idempotency: {},
    returnUrls: {},
    confirms: {},
  };
}

const collections = Object.keys(emptyState()).filter((name) => name !== "version");
const saved = z.looseObject({
  version: z.literal(1),
  ...Object.fromEntries(collections.map((name) => [name, z.record(z.string(), z.unknown())])),
});

/** Reads a snapshot. Its objects are this simulator's own writing, so only the outer form is checked. */
export function parseState(raw: unknown): State {
  const parsed = saved.safeParse(raw);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `The Stripe simulator's state file does not fit (${issue?.path.join(".")}: ${issue?.message}); delete it to begin anew`,
    );
  }
  return raw as State;
}
