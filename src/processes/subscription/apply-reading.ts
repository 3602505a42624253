import type { MedusaContainer } from "@medusajs/framework/types";
import { laterDate } from "../../domain/calendar";
import type { VendorSubscription } from "../../integrations/vendor-port";
import { BILLING_MODULE } from "../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription, type SubscriptionModuleService } from "../../modules/subscription";
import { applyRenewals, mailRenewal } from "./apply-renewals";
import { readRenewals } from "./read-renewals";

export type AppliedReading = {
  /** True when the history grew: something else is owed now. */
  readonly changed: boolean;
  /** True when the subscription is over. */
  readonly over: boolean;
  readonly problem: string | null;
};

const OVERDUE_ALARM_MS = 48 * 3_600_000;
/** How long a term counts as new: as long as its mail may have been lost with a process and is still worth sending. */
const NEWS_MS = 14 * 24 * 3_600_000;

/**
 * Moves our history forward to what the vendor says: new terms, a cancellation, an end. Differences that no rule of ours
 * explains (another quantity inside a term, another plan) are reported and never billed by themselves.
 */
export async function applyReading(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription,
  now: Date,
): Promise<AppliedReading> {
  const renewals = readRenewals(known, read);
  if (renewals.kind === "other_plan") {
    return { changed: false, over: false, problem: renewals.detail };
  }
  let problem: string | null = null;
  if (renewals.kind === "renewed") {
    problem = await applyRenewals(container, known, read, renewals.terms);
  }
  const renewed = renewals.kind === "renewed";
  const current = renewed ? await service(container).retrieve(known.id) : known;
  const over = await applyEnd(container, current, read, now);
  const changed = renewed || over;
  if (changed) {
    await container.resolve(BILLING_MODULE).markDue([known.companyId], now);
  }
  if (renewed || isNewTerm(current, now)) {
    await mailRenewal(container, current);
  }
  return { changed, over, problem: problem ?? (over ? null : differenceOf(current, read, now)) };
}

function isNewTerm({ startedOn, termStartedOn }: Subscription, now: Date): boolean {
  return termStartedOn !== startedOn && now.getTime() - Date.parse(`${termStartedOn}T00:00:00Z`) < NEWS_MS;
}

async function applyEnd(
  container: MedusaContainer,
  current: Subscription,
  read: VendorSubscription,
  now: Date,
): Promise<boolean> {
  const today = now.toISOString().slice(0, 10);
  const source = `vendor:${current.vendorSubscriptionId}`;
  const termRanOut = today >= current.termEndsOn;
  if (read.status === "deleted" && !termRanOut) {
    // The vendor names no instant: the day we see it is the first day without access (its days are UTC).
    const on = laterDate(today, current.termStartedOn);
    await service(container).appendEvent(current.id, { type: "cancelled", on }, `${source}:cancelled`);
    return true;
  }
  const gone = ["deleted", "expired", "disabled"].includes(read.status);
  if (gone && termRanOut) {
    const on = current.termEndsOn;
    await service(container).appendEvent(current.id, { type: "ended", on }, `${source}:ended:${on}`);
    return true;
  }
  return false;
}

function differenceOf(current: Subscription, read: VendorSubscription, now: Date): string | null {
  if (read.quantity !== current.quantity) {
    return `the vendor has ${read.quantity} seats, we have ${current.quantity}`;
  }
  const ended = Date.parse(`${current.termEndsOn}T00:00:00Z`);
  if (now.getTime() - ended > OVERDUE_ALARM_MS) {
    return `the term ended on ${current.termEndsOn} and the vendor has neither renewed nor ended it (${read.status})`;
  }
  return null;
}

const service = (container: MedusaContainer): SubscriptionModuleService => container.resolve(SUBSCRIPTION_MODULE);
