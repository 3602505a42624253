import type { MedusaContainer } from "@medusajs/framework/types";
import {
  createHook,
  createStep,
  createWorkflow,
  StepResponse,
  transform,
  type WorkflowData,
  WorkflowResponse,
  when,
} from "@medusajs/framework/workflows-sdk";
import { backOffMs } from "../../domain/retry";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { CLOCK_MODULE } from "../../modules/clock";
import { type CompleteCheckoutResult, completeCheckout } from "../../processes/purchase/checkouts/complete-checkout";
import { afterDeed, failureIn, type HookReport } from "../shared/hooks";

export type CompleteCheckoutWorkflowInput = { readonly checkoutId: string };

export type CompleteCheckoutWorkflowResult = CompleteCheckoutResult & HookReport;

/** A customer has bought: the order stands and its vendor orders are on their way. */
export type CompletedCheckout = {
  readonly checkoutId: string;
  /** Medusa's order. */
  readonly orderId: string;
  readonly cartId: string;
  readonly customerId: string;
  readonly companyId: string;
  /** What is held on the card: minor units of `currency`, tax included. It is captured when the vendor has delivered. */
  readonly amount: number;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** When it was ordered, ISO 8601 in UTC. */
  readonly orderedAt: string;
};

/** A completed checkout under lease, to be announced. */
type Announced = { readonly completed: CompletedCheckout; readonly token: string; readonly tries: number };

const AFTER_FAILURE = { firstMs: 10_000, longestMs: 3_600_000 };

const completeCheckoutStep = createStep(
  "csp-complete-checkout",
  async ({ checkoutId }: CompleteCheckoutWorkflowInput, { container }) =>
    new StepResponse(await completeCheckout(container, { checkoutId, now: nowOf(container) })),
);

const takeAnnouncementStep = createStep(
  "csp-take-checkout-announcement",
  async ({ checkoutId }: CompleteCheckoutWorkflowInput, { container }) =>
    new StepResponse({ announced: await takeAnnouncement(container, checkoutId) }),
);

const endAnnouncementStep = createStep(
  "csp-end-checkout-announcement",
  async ({ announced, failure }: { announced: Announced | null; failure: string | null }, { container }) => {
    if (announced !== null) {
      await endAnnouncement(container, announced, failure);
    }
    return new StepResponse({ failure });
  },
);

/**
 * Makes the order of a checkout whose card was authorised, or says what is in the way. It may be run at any time and any
 * number of times: the payment is read at the card processor, and a checkout becomes one order. Seatline does it by
 * itself, when the customer returns, when the card processor says so, and by a sweep; a host need not run it.
 *
 * Hook `checkoutCompleted`: runs at least once for every order of licences, a moment after it stands, outside the
 * customer's request. That it is to be run is written with the order, so a crash does not lose it. A handler that throws
 * changes nothing about the purchase; it is logged and run again after 10 s and then ever more seldom, once an hour at the
 * end, until it comes through. It is run again too where a process dies in it, and where it takes longer than 50 s: take
 * the order's id as the key of what it makes.
 *
 * There is no hook that could refuse: the customer's money is held by now. Refuse in `startCheckoutWorkflow`.
 *
 * @throws not_found; an error of the card processor when it is silent, then nothing is changed
 */
export const completeCheckoutWorkflow = createWorkflow(
  "csp-complete-checkout",
  (input: WorkflowData<CompleteCheckoutWorkflowInput>) => {
    const outcome = completeCheckoutStep(input);
    const taken = takeAnnouncementStep(input);
    const { hooks: checkoutCompleted, result: report } = when(
      "checkoutCompleted-is-due",
      { taken },
      (data) => data.taken.announced !== null,
    ).then(() => {
      const completed = transform({ taken }, (data) => data.taken.announced?.completed);
      const hook = createHook<"checkoutCompleted", CompletedCheckout, unknown>(
        "checkoutCompleted",
        completed as unknown as CompletedCheckout,
      );
      return { hooks: hook, result: hook.getResult() };
    });
    const failure = transform({ report }, (data) => failureIn(data.report));
    const announced = transform({ taken }, (data) => data.taken.announced ?? null);
    endAnnouncementStep({ announced, failure });
    const answer = transform(
      { outcome, failure },
      (data): CompleteCheckoutWorkflowResult => ({ ...data.outcome, hookFailure: data.failure }),
    );
    return new WorkflowResponse(answer, { hooks: [checkoutCompleted] });
  },
);
const { hooks } = completeCheckoutWorkflow;
hooks.checkoutCompleted = afterDeed("checkoutCompleted", hooks.checkoutCompleted, ({ checkoutId, orderId }) => ({
  checkout_id: checkoutId,
  order_id: orderId,
}));

async function takeAnnouncement(container: MedusaContainer, checkoutId: string): Promise<Announced | null> {
  const lease = await container.resolve(CHECKOUT_MODULE).leaseUnannounced(checkoutId, nowOf(container));
  if (lease === null) {
    return null;
  }
  const { id, orderId, orderedAt, cartId, customerId, companyId, amount, currency } = lease.checkout;
  const order = { orderId: orderId ?? "", orderedAt: orderedAt?.toISOString() ?? "" };
  const completed = { checkoutId: id, ...order, cartId, customerId, companyId, amount, currency };
  return { completed, token: lease.token, tries: lease.tries };
}

async function endAnnouncement(
  container: MedusaContainer,
  { completed, token, tries }: Announced,
  failure: string | null,
): Promise<void> {
  const checkouts = container.resolve(CHECKOUT_MODULE);
  if (failure === null) {
    await checkouts.markAnnounced(completed.checkoutId, token);
    return;
  }
  const again = new Date(nowOf(container).getTime() + backOffMs(AFTER_FAILURE, tries, Math.random()));
  await checkouts.release(completed.checkoutId, token, again, failure);
}

function nowOf(container: MedusaContainer): Date {
  return container.resolve(CLOCK_MODULE).now();
}
