import type { MedusaContainer } from "@medusajs/framework/types";
import { ATTENTION_MODULE, type Mark } from "../../modules/attention";
import { billingRunKind } from "./billing-run";
import { bookCheckKind } from "./book-check";
import { checkoutStuckKind } from "./checkout-stuck";
import { inboxEventKind } from "./inbox-event";
import { chargeUndecidedKind, invoiceDraftKind, invoiceOverdueKind, paymentFailedKind } from "./invoices";
import type { AttentionItem, AttentionKind } from "./kind";
import { leftPlanKind } from "./left-plan";
import { mailNotSentKind } from "./mail-not-sent";
import { orderNotTakenUpKind } from "./order-not-taken-up";
import { parkedAccountKind } from "./parked-account";
import { paymentCaseKind } from "./payment-case";
import { provisioningTaskKind } from "./provisioning-task";
import { refusedOrderKind } from "./refused-order";
import { setUpFaultKind } from "./set-up-fault";
import { subscriptionChangeKind } from "./subscription-change";
import { subscriptionFindingKind } from "./subscription-finding";
import { subscriptionHeldKind } from "./subscription-held";
import { subscriptionProblemKind } from "./subscription-problem";
import { taxIdHolderKind } from "./tax-id-holder";
import { tenantClaimKind } from "./tenant-claim";

export type { AtStake, AttentionAct, AttentionItem, AttentionKind } from "./kind";

/** Every kind of thing that waits for a person. A new kind is a file beside this one and its line here. */
export const ATTENTION_KINDS: readonly AttentionKind[] = [
  setUpFaultKind,
  provisioningTaskKind,
  orderNotTakenUpKind,
  checkoutStuckKind,
  refusedOrderKind,
  tenantClaimKind,
  taxIdHolderKind,
  paymentCaseKind,
  paymentFailedKind,
  chargeUndecidedKind,
  invoiceOverdueKind,
  invoiceDraftKind,
  parkedAccountKind,
  billingRunKind,
  bookCheckKind,
  subscriptionChangeKind,
  subscriptionHeldKind,
  subscriptionFindingKind,
  subscriptionProblemKind,
  leftPlanKind,
  inboxEventKind,
  mailNotSentKind,
];

/** An item with its kind and what people said of it; null when nobody said anything. */
export type AttentionEntry = { readonly kind: AttentionKind; readonly item: AttentionItem; readonly mark: Mark | null };

export type AttentionList = {
  /** The oldest first. */
  readonly entries: readonly AttentionEntry[];
  /** Kinds that could not be read, each with the reason: the others are told all the same. */
  readonly unreadable: readonly { readonly kind: AttentionKind; readonly error: unknown }[];
};

/** All that waits for a person at `now`; what a person has settled by word is left out for as long as it looks the same. */
export async function readAttention(
  container: MedusaContainer,
  now: Date,
  kinds: readonly AttentionKind[] = ATTENTION_KINDS,
): Promise<AttentionList> {
  const unreadable: AttentionList["unreadable"][number][] = [];
  const found: { kind: AttentionKind; item: AttentionItem }[] = [];
  for (const kind of kinds) {
    try {
      found.push(...(await kind.read(container, now)).map((item) => ({ kind, item })));
    } catch (error) {
      unreadable.push({ kind, error });
    }
  }
  const marks = await marksOf(container, found);
  const entries = found
    .map(({ kind, item }) => ({ kind, item, mark: marks.get(`${kind.name} ${item.ref}`) ?? null }))
    .filter(({ kind, item, mark }) => !(kind.isSettledByWord && mark?.resolved?.state === item.state))
    .sort((a, b) => a.item.since.getTime() - b.item.since.getTime() || (a.item.ref < b.item.ref ? -1 : 1));
  return { entries, unreadable };
}

/** How much waits for a person, by kind; kinds with nothing to do are there with 0, and one that cannot be read is not. */
export async function countAttention(
  container: MedusaContainer,
  now: Date,
): Promise<{ readonly kind: string; readonly count: number }[]> {
  const { entries, unreadable } = await readAttention(container, now);
  const unread = new Set(unreadable.map(({ kind }) => kind));
  return ATTENTION_KINDS.filter((kind) => !unread.has(kind)).map((kind) => ({
    kind: kind.name,
    count: entries.filter((entry) => entry.kind === kind).length,
  }));
}

async function marksOf(container: MedusaContainer, found: readonly { kind: AttentionKind; item: AttentionItem }[]) {
  const keys = found.map(({ kind, item }) => ({ kind: kind.name, ref: item.ref }));
  const marks = await container.resolve(ATTENTION_MODULE).listMarks(keys);
  return new Map(marks.map((mark) => [`${mark.kind} ${mark.ref}`, mark]));
}
