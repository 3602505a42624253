import type { ProvisioningTask, TaskKind } from "./types";

/**
 * How long a step may wait for our own set-up before it stands on Attention for itself, and its customer gets a mail: a day,
 * while the shortest hold of a card lasts almost five.
 */
export const SET_UP_PATIENCE_MS = 24 * 3_600_000;

const OURS = "We have a technical problem";
const BY_ITSELF = "It goes on by itself as soon as that is mended, and you need not do anything.";
const HELD = "The sum stays reserved on your card; nothing has been taken.";

const WORDS: Readonly<Record<TaskKind, string>> = {
  ensure_tenant: `${OURS} with setting up your organisation at Microsoft. ${BY_ITSELF} ${HELD}`,
  attest_agreement: `${OURS} with passing the agreement you accepted on to Microsoft. ${BY_ITSELF} ${HELD}`,
  place_order: `${OURS} with ordering. ${BY_ITSELF} ${HELD}`,
  await_vendor: `${OURS} with asking Microsoft how far your order is. ${BY_ITSELF} ${HELD}`,
  settle_order: `${OURS} with settling the payment of your order. ${BY_ITSELF}`,
};

type Waiting = Pick<ProvisioningTask, "kind" | "state" | "setUpFault">;

/** What the customer reads about a step of his order that our own set-up keeps from going on; null while none does. */
export function setUpWords({ kind, state, setUpFault }: Waiting): string | null {
  const isOpen = state === "waiting" || state === "leased" || state === "ready";
  return isOpen && setUpFault !== null ? WORDS[kind] : null;
}
