import type { Checkout } from "../../server/api/checkouts.server";

type State = Checkout["state"];
type Step = Checkout["steps"][number];
type Refusal = Checkout["refusal"];
type By = NonNullable<Refusal>["by"];
type Words = { readonly title: string; readonly words: string };

/** Seconds between two looks at an order that is still on its way. */
export const POLL_SECONDS = 2;

/** Whether the order will still change by itself, so that it is worth looking again. */
export function isMoving(checkout: Pick<Checkout, "state" | "steps" | "waits">): boolean {
  if (isReleasing(checkout.steps)) {
    return true;
  }
  if (checkout.waits !== null) {
    return false;
  }
  if (checkout.state === "authorised" || checkout.state === "ordering") {
    return true;
  }
  // The invoice follows a moment after the licences.
  const delivered = checkout.state === "live" || checkout.state === "partly_live";
  return (
    delivered &&
    checkout.steps.some((step) => step.key === "invoiced" && step.state !== "done" && step.state !== "failed")
  );
}

/** The order ended without licences, and the books do not say yet that its money is free. */
function isReleasing(steps: readonly Pick<Step, "key" | "state">[]): boolean {
  return steps.some((step) => step.key === "released" && step.state !== "done");
}

const TITLES: Record<Exclude<State, "payment_failed" | "refused">, string> = {
  awaiting_payment: "Your payment is not finished",
  authorised: "Your order is on its way",
  ordering: "Your order is on its way",
  live: "Your licences are live",
  partly_live: "A part of your licences is live",
  canceled: "The order was cancelled",
  expired: "The card page has expired",
};

/** What was refused before anybody noted by whom is told neutrally. */
const NOT_KNOWN = "unknown";
const byOf = (refusal: Refusal): NonNullable<By> | typeof NOT_KNOWN => refusal?.by ?? NOT_KNOWN;

const FAILED_TITLES: Record<NonNullable<By> | typeof NOT_KNOWN, string> = {
  bank: "The payment did not go through",
  vendor: "There is no order yet",
  seller: "There is no order yet",
  nobody: "There is no order yet",
  [NOT_KNOWN]: "There is no order yet",
};

const REFUSED_TITLES: Record<NonNullable<By> | typeof NOT_KNOWN, string> = {
  bank: "The payment for your order did not go through",
  vendor: "Microsoft did not accept the order",
  seller: "We could not accept your order",
  nobody: "The order could not be carried out",
  [NOT_KNOWN]: "The order was not carried out",
};

/** The page's title: what is so, and whose doing it is. */
export function orderTitle({ state, waits, refusal }: Pick<Checkout, "state" | "waits" | "refusal">): string {
  if (state === "payment_failed") {
    return FAILED_TITLES[byOf(refusal)];
  }
  if (state === "refused") {
    return REFUSED_TITLES[byOf(refusal)];
  }
  return waits !== null && state === "ordering" ? "Your order waits" : TITLES[state];
}

/** Why an attempt to pay came to no order, and what to do next. */
export function failureWords(refusal: Refusal): Words {
  const next =
    byOf(refusal) === "bank"
      ? "You can try again with the same card or another one."
      : "Your cart is still there: look at it once more, then order again.";
  const reason = refusal === null ? "" : `${refusal.reason} `;
  return { title: FAILED_TITLES[byOf(refusal)], words: `${reason}Nothing was charged. ${next}` };
}

/** Why an order was not carried out. */
export function refusalWords(refusal: Refusal): string {
  return refusal?.reason ?? "No reason was kept.";
}

/** Why only a part of an order is live, and what becomes of the money for the rest. */
export function partlyWords({
  refusal,
  steps,
}: {
  readonly refusal: Refusal;
  readonly steps: readonly StepAt[];
}): Words {
  const isInvoiced = steps.some((step) => step.key === "invoiced" && step.state === "done");
  const rest = isInvoiced ? "the rest was released" : "the rest is released with the invoice";
  return {
    title: byOf(refusal) === "vendor" ? "Microsoft did not accept everything" : "Not everything could be ordered",
    words: `${refusalWords(refusal)} You pay only for what is live; ${rest}.`,
  };
}

/** What becomes of the sum that was reserved for an order which ended without licences. */
export function moneyWords(steps: readonly StepAt[]): Words {
  return isReleasing(steps)
    ? {
        title: "Your money is being released",
        words:
          "The sum was only reserved on your card, and nothing was charged. It is being released now; this page says when that is done.",
      }
    : {
        title: "Your money is released",
        words:
          "The sum was only reserved on your card and has been released in full. Banks show it as free again within a few days.",
      };
}

type StepAt = Pick<Step, "key" | "state">;

const NAMES: Record<Exclude<Step["key"], "released">, string> = {
  paid: "Card authorised",
  tenant: "Your tenant at Microsoft",
  agreement: "Microsoft Customer Agreement passed on",
  ordered: "Ordered at Microsoft",
  live: "Licences live",
  invoiced: "Invoice made and card charged",
};

export function stepName({ key, state }: StepAt): string {
  if (key === "released") {
    return state === "done" ? "Released, nothing charged" : "Being released, nothing charged";
  }
  return NAMES[key];
}

const STEP_WORDS: Record<Step["state"], string> = {
  done: "done",
  doing: "in progress",
  todo: "not yet",
  failed: "did not work",
};

/** How each step stands, in words for who does not see its sign. After a failed step nothing else begins. */
export function stepWords(steps: readonly Pick<Step, "state">[]): string[] {
  const failedAt = steps.findIndex((step) => step.state === "failed");
  return steps.map(({ state }, index) =>
    state === "todo" && failedAt >= 0 && index > failedAt ? "will not happen" : STEP_WORDS[state],
  );
}
