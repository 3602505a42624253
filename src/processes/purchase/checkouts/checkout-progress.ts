import type { RefusedBy } from "../../../domain/states";
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
  | "canceled"
  | "expired";

/** The last step of an order that ended without licences is `released`, in place of `invoiced`. */
export type StepKey = "paid" | "tenant" | "agreement" | "ordered" | "live" | "invoiced" | "released";

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
  /** Whose doing it is stands in `by`; null where nobody noted it. */
  readonly refusal: { readonly reason: string; readonly by: RefusedBy | null } | null;
};

const VENDOR_STEPS = ["tenant", "agreement", "ordered", "live"] as const;

/** Translates a checkout and its order's progress into what the customer's working page shows. Pure. */
export function progressOf(checkout: Checkout, facts: OrderFacts | null): Progress {
  const state = stateOf(checkout, facts);
  return { state, steps: stepsOf(checkout, facts, state), refusal: refusalOf(checkout, facts) };
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
  const decided = progress.settlement !== null || progress.live.state === "done" || progress.refusal?.whole === true;
  if (!decided) {
    return "ordering";
  }
  const live = progress.subscriptionIds.length;
  if (live === 0) {
    return progress.refusal?.canceled ? "canceled" : "refused";
  }
  return live < lineCount ? "partly_live" : "live";
}

/** One step is being done at a time; after a failed one nothing else begins. */
function stepsOf(checkout: Checkout, facts: OrderFacts | null, purchase: PurchaseState): Step[] {
  const steps = [paidStep(checkout)];
  let open = checkout.state === "ordered";
  const add = (key: (typeof VENDOR_STEPS)[number] | "invoiced") => {
    const known = facts?.progress[key] ?? { state: "todo", at: null };
    const state = open ? (known.state === "todo" ? "doing" : known.state) : "todo";
    open = open && known.state === "done";
    steps.push({ key, state, at: state === "todo" ? null : known.at });
  };
  VENDOR_STEPS.forEach(add);
  if (facts !== null && (purchase === "refused" || purchase === "canceled")) {
    steps.push(releasedStep(facts));
  } else {
    add("invoiced");
  }
  return steps;
}

/** What was held is free when the books say so, and not when the order ended. */
function releasedStep({ progress: { settlement, invoiced } }: OrderFacts): Step {
  return settlement === null
    ? { key: "released", state: "doing", at: null }
    : { key: "released", state: "done", at: invoiced.at };
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

/** Why there is no order, or why not all of it was carried out, in words for the customer, and whose doing it is. */
function refusalOf(checkout: Checkout, facts: OrderFacts | null): Progress["refusal"] {
  const of = (reason: string | null) => (reason === null ? null : { reason, by: checkout.refusedBy });
  switch (checkout.state) {
    case "open":
      return of(checkout.declineReason);
    case "failed":
      return of(checkout.closedReason);
    default: {
      const refusal = facts?.progress.refusal ?? null;
      return refusal && { reason: refusal.reason, by: refusal.by };
    }
  }
}
