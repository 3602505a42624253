import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { addDays, type LocalDate } from "../../domain/calendar";
import { HistoryError } from "../../domain/subscription";
import { InputError } from "../../errors/input-error";
import { ATTENTION_MODULE } from "../../modules/attention";
import { BILLING_MODULE } from "../../modules/billing";
import { type Finding, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { endGone } from "../subscription/decide-held";
import { wakeTicker } from "../ticker";

type Decision = { readonly id: string; readonly actor: string; readonly now: Date };

/**
 * Takes the event that a finding proposes into the history, from the vendor's day, and makes the account due: the next
 * run bills or gives back the difference. Done again by the same person it changes nothing.
 *
 * @param on another first day than the proposed one (the vendor's day, UTC); inside the term that it is about
 * @throws MedusaError not_found; not_allowed when nothing is proposed; conflict when it was settled otherwise;
 *   InputError naming `on`
 */
export async function billFinding(
  container: MedusaContainer,
  { on, ...decision }: Decision & { readonly on?: LocalDate | undefined },
): Promise<Finding> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, actor, now } = decision;
  const finding = await subscriptions.findings.retrieve(id);
  const { proposal, subscriptionId } = finding;
  if (isDone(finding, "billed", actor)) {
    return finding;
  }
  checkOpen(finding);
  if (proposal === null || subscriptionId === null) {
    throw notAllowed("Nothing can be billed of this: no event of our history would make both agree.");
  }
  if (finding.kind === "state") {
    await endGone(container, { id: subscriptionId, actor, now });
    return subscriptions.findings.retrieve(id);
  }
  const event = { ...proposal, on: on ?? proposal.on };
  await checkDay(container, subscriptionId, { on: event.on, now });
  try {
    await subscriptions.inTransaction(async (trx) => {
      // The subscription first, as a reading does that sees it again.
      const { event: booked } = await subscriptions.appendEvent(subscriptionId, event, `finding:${id}`, trx);
      await settle(container, trx, finding, { ...decision, state: "billed", reason: null, eventId: booked.id });
      await container.resolve(BILLING_MODULE).accounts.markDue([finding.companyId], now, trx);
      await subscriptions.readings.request(subscriptionId, now, trx);
      const detail = { theirs: finding.theirs, ours: finding.ours, ...event };
      await journal(container, trx, { finding, decision, action: "bill_finding", detail });
    });
  } catch (error) {
    throw error instanceof HistoryError
      ? InputError.of("on", `does not fit into the history: ${error.message}`)
      : error;
  }
  wakeTicker(container);
  return subscriptions.findings.retrieve(id);
}

/**
 * Leaves a difference as it is, with the reason. It holds for this value: another one is another finding.
 *
 * @throws MedusaError not_found; conflict when it was settled otherwise
 */
export async function ignoreFinding(
  container: MedusaContainer,
  { reason, ...decision }: Decision & { readonly reason: string },
): Promise<Finding> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const { id, actor } = decision;
  const finding = await subscriptions.findings.retrieve(id);
  if (isDone(finding, "ignored", actor)) {
    return finding;
  }
  checkOpen(finding);
  if (finding.kind === "state" && finding.subscriptionId !== null) {
    const { isHeld } = await subscriptions.retrieve(finding.subscriptionId);
    if (isHeld) {
      throw notAllowed("Billing of this subscription holds: let it go on, or end the subscription.");
    }
  }
  await subscriptions.inTransaction(async (trx) => {
    await settle(container, trx, finding, { ...decision, state: "ignored", reason, eventId: null });
    const detail = { theirs: finding.theirs, ours: finding.ours, reason };
    await journal(container, trx, { finding, decision, action: "ignore_finding", detail });
  });
  return subscriptions.findings.retrieve(id);
}

const isDone = ({ state, settledBy }: Finding, wanted: Finding["state"], actor: string): boolean =>
  state === wanted && settledBy === actor;

function checkOpen({ state, settledBy, settledAt, goneAt }: Finding): void {
  if (state === "open" && goneAt === null) {
    return;
  }
  const at = settledAt === null ? "" : ` on ${settledAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const how = {
    open: "It stands no more.",
    billed: settledBy === null ? `Our books came to it by themselves${at}.` : `It was billed by ${settledBy}${at}.`,
    ignored: `It was ignored by ${settledBy}${at}.`,
    vanished: `The vendor came back to what we have${at}.`,
  }[state];
  throw new MedusaError(MedusaError.Types.CONFLICT, `This is settled already. ${how}`);
}

/** An event may become known late, but not before another change of the same term that our books have. */
async function checkDay(
  container: MedusaContainer,
  subscriptionId: string,
  { on, now }: { readonly on: LocalDate; readonly now: Date },
): Promise<void> {
  if (on > now.toISOString().slice(0, 10)) {
    throw InputError.of("on", "must not be in the future");
  }
  const [known] = await container.resolve(SUBSCRIPTION_MODULE).listForBilling({ ids: [subscriptionId] });
  const events = known?.events ?? [];
  const term = events.filter((event) => "termEndsOn" in event && event.on <= on).at(-1);
  const until = term !== undefined && "termEndsOn" in term ? term.termEndsOn : null;
  if (term === undefined || until === null) {
    throw InputError.of("on", "must not be before the subscription began");
  }
  if (on >= until) {
    throw InputError.of("on", `must not be after the term that ended on ${addDays(until, -1)}`);
  }
  const later = events.find(({ type, on: day }) => type === "quantity_changed" && day > on && day < until);
  if (later !== undefined) {
    throw InputError.of("on", `must be ${later.on} or later: our books have a change of seats on that day`);
  }
}

async function settle(
  container: MedusaContainer,
  trx: Knex,
  { id, subscriptionId }: Finding,
  { actor, now, ...how }: Decision & { state: "billed" | "ignored"; reason: string | null; eventId: string | null },
): Promise<void> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  if (!(await subscriptions.findings.settle(trx, id, { ...how, by: actor, now }))) {
    checkOpen(await subscriptions.findings.retrieve(id, trx));
  }
  if (subscriptionId !== null) {
    await subscriptions.readings.retellProblem(subscriptionId, trx);
  }
}

type Line = {
  readonly finding: Finding;
  readonly decision: Decision;
  readonly action: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

async function journal(container: MedusaContainer, trx: Knex, { finding, decision, action, detail }: Line) {
  const { actor, now } = decision;
  const objectId = finding.subscriptionId ?? finding.vendorSubscriptionId;
  const act = {
    at: now,
    actor,
    action,
    objectKind: "subscription",
    objectId,
    detail: { finding: finding.id, ...detail },
  };
  await container.resolve(ATTENTION_MODULE).recordAct(trx, act);
}

const notAllowed = (words: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, words);
