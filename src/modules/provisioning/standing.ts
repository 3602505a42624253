import type { ProvisioningTask, TaskKind } from "./types";

/** The vendor does not know the company's address: the customer can correct it, and the order goes on. */
export const ADDRESS_REFUSED = "address_refused";

/** The order is for a tenant that is not the company's now: proven to be, it lets the order go on. */
export const WANTS_TENANT = "wants_tenant";

/** The code of a refusal in a person's name. */
export const REFUSED_BY_SELLER = "refused_by_seller";

/** The code of an order that was cancelled before the vendor was asked: nobody refused it. */
export const ORDER_CANCELED = "order_canceled";

/** The vendor has begun a line other than it was ordered: a person takes it as it is, or has it ended. */
export const NOT_AS_ORDERED = "not_as_ordered";

/** The vendor says again and again, in a word that is no documented end, that a line has no licences. */
export const GONE_AT_START = "gone_at_start";

/** A line that a person has refused could not be ended at the vendor. */
export const NOT_CANCELLED = "not_cancelled";

const LOOK = "a person of ours has to look at it.";
/** A hold lapses by itself after some days, so that no more than this is certain. */
const HELD = "Nothing has been taken: the sum is at most reserved on your card.";
const RELEASED = "The sum that was reserved on your card is free again; nothing has been taken.";
const CANCELED = "Your order was cancelled, and Microsoft may have had it already:";

const ADDRESS_WORDS = `Microsoft does not know the address of your company. Please correct it below: your order then goes on by itself. ${HELD}`;
const OVER_WORDS = `Your order is over, and nothing was charged for it. The sum that was reserved is not free on your card yet, and ${LOOK}`;
const CANCELED_LIVE_WORDS = `Your licences are there, but the order was cancelled, and ${LOOK} No card is charged for it meanwhile.`;
const UNBILLED_WORDS = `Your licences are there. Your invoice or its payment is late, and ${LOOK}`;
const HOLD_GONE_WORDS = `Your order could not be finished before the reservation on your card ended, and ${LOOK} ${RELEASED}`;
const NOT_ASKED_WORDS = `Your order is not placed at Microsoft yet: something about your organisation has to be cleared up first, and ${LOOK} ${HELD}`;

type VendorStep = Exclude<TaskKind, "settle_order">;

/** What is so while the vendor has given an answer that only a person can deal with. */
const ANSWERED: Readonly<Record<VendorStep, string>> = {
  ensure_tenant: "Your organisation is not set up at Microsoft yet",
  attest_agreement: "The agreement that you accepted is not passed on to Microsoft yet",
  place_order: "Microsoft has not confirmed your order",
  await_vendor: "Microsoft has not confirmed all of your order",
};

/** What is so after more tries than trouble ever takes; whose trouble it is, nobody knows. */
const TRIED: Readonly<Record<VendorStep, string>> = {
  ensure_tenant: "We have tried many times to set up your organisation at Microsoft, without success",
  attest_agreement: "We have tried many times to pass the agreement that you accepted on to Microsoft, without success",
  place_order: "We have tried many times to order at Microsoft, and have no confirmation",
  await_vendor: "We have asked Microsoft many times how far your order is, without an answer that helps",
};

/** Why a step stands, from what its worker wrote beside it. */
type Reason = "address" | "hold_gone" | "canceled" | "not_asked" | "tried" | "slow" | "different" | "answered";

/** The beginning of what is written, and the reason it gives; what begins with none of them is the vendor's answer. */
const REASONS: readonly (readonly [begins: string, Reason])[] = [
  [`${ADDRESS_REFUSED}:`, "address"],
  ["hold_gone:", "hold_gone"],
  [`${ORDER_CANCELED}:`, "canceled"],
  ["tenant_unproven:", "not_asked"],
  ["tenant_of_another:", "not_asked"],
  ["no_tenant_chosen:", "not_asked"],
  ["no_consent:", "not_asked"],
  ["gave up after ", "tried"],
  ["pending for more than ", "slow"],
  [`${NOT_AS_ORDERED}:`, "different"],
  [`${GONE_AT_START}:`, "different"],
  [`${NOT_CANCELLED}:`, "different"],
];

/** True while the task stands for a reason of one of these codes. */
export function standsFor(
  { state, lastError }: Pick<ProvisioningTask, "state" | "lastError">,
  ...codes: readonly string[]
): boolean {
  return state === "needs_attention" && codes.some((code) => lastError?.startsWith(`${code}:`) === true);
}

const TENANT_WORDS =
  "This order is for another organisation at Microsoft than the one your company names now, or for one that is not proven " +
  `to be yours. Choose it again and prove it: your order then goes on by itself. It never goes to another one. ${HELD}`;

/** True while the order waits until the tenant it is for is the company's. */
export function isTenantWanted(task: Pick<ProvisioningTask, "state" | "lastError">): boolean {
  return standsFor(task, WANTS_TENANT);
}

/** True while the order waits for its customer to correct the address. */
export function isAddressRefused(task: Pick<ProvisioningTask, "kind" | "state" | "lastError">): boolean {
  return task.kind === "ensure_tenant" && standsFor(task, ADDRESS_REFUSED);
}

/**
 * What the customer reads about a task of his order that stands for a person: what is so, and no promise. Null while none
 * does.
 *
 * @param order whether a step of it was refused: then nothing is left but giving the money back
 */
export function standingWords(
  task: Pick<ProvisioningTask, "kind" | "state" | "lastError">,
  order: { readonly refused: boolean },
): string | null {
  if (task.state !== "needs_attention") {
    return null;
  }
  if (order.refused) {
    return OVER_WORDS;
  }
  const reason = reasonOf(task.lastError);
  if (task.kind === "settle_order") {
    return reason === "canceled" ? CANCELED_LIVE_WORDS : UNBILLED_WORDS;
  }
  if (isTenantWanted(task)) {
    return TENANT_WORDS;
  }
  return isAddressRefused(task) ? ADDRESS_WORDS : vendorWords(task.kind, reason);
}

function reasonOf(lastError: string | null): Reason {
  return REASONS.find(([begins]) => lastError?.startsWith(begins))?.[1] ?? "answered";
}

function vendorWords(kind: VendorStep, reason: Reason): string {
  switch (reason) {
    case "hold_gone":
      return HOLD_GONE_WORDS;
    case "canceled":
      return `${CANCELED} ${LOOK} Nothing has been taken from your card.`;
    case "not_asked":
      return NOT_ASKED_WORDS;
    case "tried":
      return `${TRIED[kind]}, and ${LOOK} ${HELD}`;
    case "slow":
      return `${kind === "await_vendor" ? "Microsoft is taking unusually long with your order" : ANSWERED[kind]}, and ${LOOK} ${HELD}`;
    case "different":
      return `What Microsoft has set up is not what you ordered, and ${LOOK} ${HELD}`;
    case "address":
    case "answered":
      return `${ANSWERED[kind]}, and ${LOOK} ${HELD}`;
  }
}
