import type { Checkout } from "../../../modules/checkout";
import type { OrderProgress, StepState } from "../../provisioning/progress";

export type PurchaseState =
  | "awaiting_payment"
  | "payment_failed"
  | "authorised"
  | "ordering"
  | "live"
  | "partly_live"
  | "refused"
  | "expired";

export type StepKey = "paid" | "tenant" | "agreement" | "ordered" | "live" | "invoiced";

export type Step = {
  readonly key: StepKey;
  readonly state: StepState;
  /** When the step was finished or failed, null before. */
  readonly at: Date | null;
};

/** What the order's own rows say. */
export type OrderFacts = {
  readonly displayId: number;
  readonly lineCount: number;
  readonly progress: OrderProgress;
  readonly invoice: { readonly id: string; readonly number: string } | null;
};

export type Progress = {
  readonly state: PurchaseState;
  readonly steps: readonly Step[];
  readonly refusal: { readonly reason: string } | null;
};

const ORDER_STEPS = ["tenant", "agreement", "ordered", "live", "invoiced"] as const;

/** Translates a checkout and its order's progress into what the customer's working page shows. Pure. */
export function progressOf(checkout: Checkout, facts: OrderFacts | null): Progress {
  const reason = refusalOf(checkout, facts);
  return { state: stateOf(checkout, facts), steps: stepsOf(checkout, facts), refusal: reason ? { reason } : null };
}

function stateOf(checkout: Checkout, facts: OrderFacts | null): PurchaseState {
  switch (checkout.state) {
    case "open":
      return checkout.declineReason ? "payment_failed" : "awaiting_payment";
    case "authorised":
      return "authorised";
    case "expired":
      return "expired";
    case "failed":
      return "payment_failed";
    case "ordered":
      return facts ? orderState(facts) : "ordering";
  }
}

function orderState({ progress, lineCount }: OrderFacts): PurchaseState {
  const decided = progress.settled || progress.live.state === "done" || progress.refusal?.whole === true;
  if (!decided) {
    return "ordering";
  }
  const live = progress.subscriptionIds.length;
  if (live === 0) {
    return "refused";
  }
  return live < lineCount ? "partly_live" : "live";
}

/** One step is being done at a time; after a failed one nothing else begins. */
function stepsOf(checkout: Checkout, facts: OrderFacts | null): Step[] {
  const steps = [paidStep(checkout)];
  let open = checkout.state === "ordered";
  for (const key of ORDER_STEPS) {
    const known = facts?.progress[key] ?? { state: "todo", at: null };
    const state = open ? (known.state === "todo" ? "doing" : known.state) : "todo";
    open = open && known.state === "done";
    steps.push({ key, state, at: state === "todo" ? null : known.at });
  }
  return steps;
}

function paidStep(checkout: Checkout): Step {
  if (checkout.authorisedAt && checkout.state !== "failed") {
    return { key: "paid", state: "done", at: checkout.authorisedAt };
  }
  if (checkout.state === "failed" || checkout.declineReason !== null) {
    return { key: "paid", state: "failed", at: null };
  }
  return { key: "paid", state: checkout.state === "open" ? "doing" : "todo", at: null };
}

/** Why there is no order, or why the vendor did not carry out all of it, in words for the customer. */
function refusalOf(checkout: Checkout, facts: OrderFacts | null): string | null {
  if (checkout.state === "open") {
    return checkout.declineReason;
  }
  return checkout.state === "failed" ? checkout.closedReason : (facts?.progress.refusal?.reason ?? null);
}
