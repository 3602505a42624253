import type { Checkout } from "../../server/api/checkouts.server";

type State = Checkout["state"];
type Step = Checkout["steps"][number];

/** Seconds between two looks at an order that is still on its way. */
export const POLL_SECONDS = 2;

/** Whether the order will still change by itself, so that it is worth looking again. */
export function isMoving(checkout: Pick<Checkout, "state" | "steps">): boolean {
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

const TITLES: Record<State, string> = {
  awaiting_payment: "Your payment is not finished",
  payment_failed: "The payment did not go through",
  authorised: "Your order is on its way",
  ordering: "Your order is on its way",
  live: "Your licences are live",
  partly_live: "A part of your licences is live",
  refused: "Microsoft did not accept the order",
  expired: "The card page has expired",
};

export function orderTitle(state: State): string {
  return TITLES[state];
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
