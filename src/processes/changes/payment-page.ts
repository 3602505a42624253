import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { stripeConnection } from "../../connections/stripe";
import { type CardEntry, type CheckoutState, stripeKeys } from "../../integrations/stripe";
import { BILLING_MODULE } from "../../modules/billing";
import { type LeasedChange, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { wakeTicker } from "../ticker";
import { changeInWords } from "./telling/words";

/** The processor keeps a page open for no less than half an hour. */
const SHORTEST_PAGE_MS = 31 * 60_000;

/** When it is looked whether the customer has come through, should nobody tell. */
const LOOK_AGAIN_MS = 60_000;

/** Where the customer confirms the payment, and until when. */
export type ChangePage = { readonly url: string; readonly until: Date };

/**
 * The page on which a customer confirms the payment of a change that their bank wants confirmed: the one that is open, or a
 * new one. It holds the amount and takes nothing.
 *
 * @throws MedusaError conflict in words when the change awaits no payment (any more), because it was confirmed for one, or is
 * being worked on
 */
export async function openChangePage(container: MedusaContainer, changeId: string, now: Date): Promise<ChangePage> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const known = await subscriptions.changes.find(changeId);
  const change = known?.state === "awaiting_customer" ? await subscriptions.changes.lease(now, changeId) : null;
  if (change === null) {
    throw notAwaited();
  }
  const { cardEntry } = stripeConnection(container);
  let nextAt = now;
  try {
    if (change.state !== "awaiting_customer" || change.holdAmount === null) {
      throw notAwaited();
    }
    const page = (await openPageOf(cardEntry, change)) ?? (await newPage(container, cardEntry, change, now));
    nextAt = new Date(now.getTime() + LOOK_AGAIN_MS);
    return page;
  } finally {
    const waits = { kind: "waiting", nextAt, failed: false, error: null, keepRequestId: true } as const;
    await subscriptions.changes.wait(change, waits, now);
    wakeTicker(container);
  }
}

/** What a customer has confirmed on a page is never asked of them again on another one. */
const CONFIRMED: ReadonlySet<CheckoutState> = new Set(["processing", "authorised", "paid"]);

/** The processor says that something happened on a page. @returns false when it is no change's */
export async function noticeChangePage(container: MedusaContainer, sessionId: string, now: Date): Promise<boolean> {
  const { changes } = container.resolve(SUBSCRIPTION_MODULE);
  const change = await changes.findByPage(sessionId);
  if (change === null) {
    return false;
  }
  await changes.hasten(change.id, now);
  wakeTicker(container);
  return true;
}

async function openPageOf(
  cardEntry: CardEntry,
  { pageSessionId, awaitsUntil }: LeasedChange,
): Promise<ChangePage | null> {
  const reading = pageSessionId === null ? null : await cardEntry.readCheckout(pageSessionId);
  if (reading !== null && CONFIRMED.has(reading.state)) {
    throw notAwaited();
  }
  return reading?.state === "open" && reading.url !== null
    ? { url: reading.url, until: awaitsUntil ?? reading.expiresAt }
    : null;
}

async function newPage(
  container: MedusaContainer,
  cardEntry: CardEntry,
  change: LeasedChange,
  now: Date,
): Promise<ChangePage> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const subscription = await subscriptions.retrieve(change.subscriptionId);
  const account = await container.resolve(BILLING_MODULE).findAccount(change.companyId);
  const amount = change.holdAmount ?? 0;
  const pageNumber = change.pageNumber + 1;
  const until = new Date(Math.max(change.awaitsUntil?.getTime() ?? 0, now.getTime() + SHORTEST_PAGE_MS));
  const back = `${settingsOf(container).shopUrl}/account/subscriptions/${subscription.id}`;
  const page = await cardEntry.startCheckout({
    customerId: account?.stripeCustomerId ?? "",
    currency: change.shown.currency,
    amount,
    lines: [{ title: changeInWords(change, subscription), unitAmount: amount }],
    successUrl: back,
    cancelUrl: back,
    reference: change.id,
    metadata: { subscription_change_id: change.id },
    expiresAt: until,
    savesCard: false,
    idempotencyKey: stripeKeys.changePage(change.id, pageNumber),
  });
  await subscriptions.changes.note(change, { pageSessionId: page.sessionId, pageNumber, awaitsUntil: until });
  return { url: page.url, until };
}

const notAwaited = (): MedusaError =>
  new MedusaError(MedusaError.Types.CONFLICT, "No payment of this change is to be confirmed now. Look at it again.");
