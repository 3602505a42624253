import { ApiError, invalidParameter, refused } from "../http/api-error";
import { newId } from "../state/ids";
import type { Charge, Refund } from "../state/types";
import type { World } from "../state/world";
import { book, formatAmount } from "./money";
import { resolvePaymentMethod, testCardBehind } from "./payment-method";

/** Gives money back. @throws ApiError when nothing, or less than that, is left to refund */
export function createRefund(
  world: World,
  charge: Charge,
  input: { amount: number | undefined; reason: Refund["reason"]; metadata: Record<string, string> },
): Refund {
  if (!charge.captured) {
    throw refused(
      "charge_not_captured",
      `Charge ${charge.id} has not been captured; cancel its PaymentIntent instead.`,
    );
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    throw refused("charge_already_refunded", `Charge ${charge.id} has already been refunded.`);
  }
  if (charge.disputed && !refundableInDispute(world, charge)) {
    throw refused("charge_disputed", `Charge ${charge.id} is disputed and cannot be refunded.`);
  }
  const amount = input.amount ?? left;
  if (amount > left) {
    const [asked, most] = [formatAmount(amount, charge.currency), formatAmount(left, charge.currency)];
    throw invalidParameter("amount", `Refund amount (${asked}) is greater than unrefunded amount on charge (${most})`);
  }
  const behaviour = testCardBehind(world, resolvePaymentMethod(world, charge.payment_method ?? "")).refund;
  const id = newId("re");
  const { currency } = charge;
  const transaction = book(world, { type: "refund", amount: -amount, currency, source: id, description: "REFUND" });
  const refund: Refund = {
    id,
    object: "refund",
    amount,
    balance_transaction: transaction.id,
    charge: charge.id,
    created: world.now(),
    currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      type: "card",
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
    },
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: behaviour === "pending" ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  world.state.refunds[id] = refund;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  world.emit("refund.created", refund);
  world.emit("charge.refunded", charge);
  if (behaviour === "fails") {
    settleRefund(world, refund, "failed");
  }
  return refund;
}

/** The bank settles a refund later: it arrives, or it comes back. */
export function settleRefund(world: World, refund: Refund, outcome: "succeeded" | "failed"): void {
  if (refund.status === "failed" || refund.status === "canceled") {
    throw new ApiError(400, { type: "invalid_request_error", message: `The refund ${refund.id} is ${refund.status}.` });
  }
  refund.status = outcome;
  if (outcome === "failed") {
    giveBack(world, refund);
    refund.failure_reason = "unknown";
    world.emit("refund.failed", refund);
  }
  world.emit("refund.updated", refund);
  world.emit("charge.refund.updated", refund);
}

/** A pending refund that is called off. */
export function cancelRefund(world: World, refund: Refund): void {
  if (refund.status !== "pending" && refund.status !== "requires_action") {
    throw new ApiError(400, {
      type: "invalid_request_error",
      message: `A refund with status ${refund.status} cannot be canceled.`,
    });
  }
  refund.status = "canceled";
  giveBack(world, refund);
  world.emit("refund.updated", refund);
}

function giveBack(world: World, refund: Refund): void {
  const charge = world.find(world.state.charges, "charge", refund.charge ?? "");
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  const { amount, currency, id } = refund;
  refund.failure_balance_transaction = book(world, {
    type: "refund",
    amount,
    currency,
    source: id,
    description: "REFUND FAILURE",
  }).id;
}

function refundableInDispute(world: World, charge: Charge): boolean {
  return Object.values(world.state.disputes).some((d) => d.charge === charge.id && d.is_charge_refundable);
}
