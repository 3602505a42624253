import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { SHORTEST_HOLD_MS } from "../../../domain/receivables";
import { StripeUnavailableError, type WentBack } from "../../../integrations/stripe";
import { needsAttention, notPossible, type VendorAdapter, type VendorFailure } from "../../../integrations/vendor-port";
import { ORDER_CANCELED as CANCELED, PROVISIONING_MODULE, type TaskKind } from "../../../modules/provisioning";
import { heldPayments, holdsMoney, type MedusaOrder, readMedusaOrder } from "./read-medusa-order";

/** How an order ends that was cancelled before anything was ordered. */
export const ORDER_CANCELED = {
  code: CANCELED,
  reason: "The order was cancelled before anything was ordered at Microsoft.",
  detail: "cancelled in Medusa before the vendor was asked",
} as const;

const HOLD_GONE = {
  code: "hold_gone",
  reason: "The amount reserved on your card was released before Microsoft was asked, so nothing was ordered.",
  detail: "the payment was released before the vendor was asked",
} as const;

const MONEY_BACK = {
  code: "hold_gone",
  reason: "The amount taken on your card was given back before Microsoft was asked, so nothing was ordered.",
  detail: "the payment was given back before the vendor was asked",
} as const;

const BEFORE_THE_ORDER: ReadonlySet<TaskKind> = new Set(["ensure_tenant", "attest_agreement", "place_order"]);

/** Whether the vendor is asked to act in this step. What it has ordered is followed to its end, whatever came between. */
export const isBeforeTheOrder = (kind: TaskKind): boolean => BEFORE_THE_ORDER.has(kind);

type Question = {
  readonly orderId: string;
  readonly kind: TaskKind;
  readonly adapter: VendorAdapter;
  /** When the order was placed. */
  readonly placedAt: Date;
  readonly now: Date;
};

/**
 * Asks anew, before the vendor is asked for anything, whether the order is still to be carried out: what was true when it
 * was written down may have changed while it waited.
 *
 * @returns null to go on; else how the task ends instead
 */
export async function whyNotAnyMore(container: MedusaContainer, question: Question): Promise<VendorFailure | null> {
  const { orderId, kind, now, placedAt } = question;
  if (!isBeforeTheOrder(kind)) {
    return null;
  }
  const order = await readMedusaOrder(container, orderId);
  if (order === null || order.canceled_at) {
    return stop(container, question, ORDER_CANCELED);
  }
  // What has waited longer than a card surely holds its money is not begun either, or it would stand for nothing.
  if (kind !== "place_order" && now.getTime() - placedAt.getTime() < SHORTEST_HOLD_MS) {
    return null;
  }
  if (!holdsMoney(order)) {
    return stop(container, question, HOLD_GONE);
  }
  try {
    const gone = await goneAtProcessor(container, order);
    return gone === null ? null : await stop(container, question, gone);
  } catch (error) {
    if (!(error instanceof StripeUnavailableError)) {
      throw error;
    }
    return { kind: "retry_later", code: "payment_unread", detail: error.message };
  }
}

/** Nothing more is ordered. Where an order may exist at the vendor already, only a person can tell what is to be done. */
async function stop(
  container: MedusaContainer,
  { orderId, adapter }: Question,
  why: typeof ORDER_CANCELED | Gone,
): Promise<VendorFailure> {
  const { notes } = await container.resolve(PROVISIONING_MODULE).loadNotes(orderId);
  return adapter.mayHaveOrdered(notes)
    ? needsAttention(why.code, `${why.detail}, but after an order was asked for there that may exist`)
    : notPossible(why.code, why.reason, why.detail);
}

type Gone = typeof HOLD_GONE | typeof MONEY_BACK;

/**
 * Null while money is held, or taken and not all of it back with the customer. Payments that are not the card processor's
 * are Medusa's word.
 */
async function goneAtProcessor(container: MedusaContainer, order: MedusaOrder): Promise<Gone | null> {
  const ids = heldPayments(order).flatMap((payment) => payment.data?.payment_intent_id ?? []);
  let gone: Gone = HOLD_GONE;
  for (const id of ids) {
    const gateway = cardGateway(container);
    const { state, amountReceived } = await gateway.retrieve(id);
    if (state === "authorised") {
      return null;
    }
    if (state === "succeeded") {
      if (wentBackOf(await gateway.wentBack(id)) < amountReceived) {
        return null;
      }
      gone = MONEY_BACK;
    }
  }
  return ids.length === 0 ? null : gone;
}

/** Minor units; what stands of refunds, and of disputes while the bank has the money. */
function wentBackOf({ refunds, disputes }: WentBack): number {
  return [...refunds, ...disputes].reduce((sum, { stands, amount }) => sum + (stands ? amount : 0), 0);
}
