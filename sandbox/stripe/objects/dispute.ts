import { refused } from "../http/api-error";
import { newId } from "../state/ids";
import type { Charge, Dispute } from "../state/types";
import type { World } from "../state/world";
import { book } from "./money";

const DISPUTE_FEE = 1500;
const ANSWER_WITHIN_SECONDS = 14 * 86_400;

/** A customer goes to their bank. An inquiry moves no money yet. */
export function openDispute(world: World, charge: Charge, reason: string, inquiry = false): Dispute {
  const transactions = inquiry ? [] : [withdraw(world, charge)];
  const dispute: Dispute = {
    id: newId("du"),
    object: "dispute",
    amount: charge.amount_captured,
    balance_transactions: transactions,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: world.now() + ANSWER_WITHIN_SECONDS,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "manual",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: inquiry ? null : "10.4",
    payment_intent: charge.payment_intent,
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  };
  world.state.disputes[dispute.id] = dispute;
  charge.disputed = true;
  world.emit("charge.dispute.created", dispute);
  if (!inquiry) {
    world.emit("charge.dispute.funds_withdrawn", dispute);
  }
  return dispute;
}

/** Submitted evidence decides at once when it is one of the two texts Stripe's test mode knows. */
export function submitEvidence(world: World, dispute: Dispute): void {
  if (dispute.status !== "needs_response" && dispute.status !== "warning_needs_response") {
    throw refused("dispute_unexpected_state", "This dispute can no longer be answered.");
  }
  dispute.evidence_details.submission_count += 1;
  dispute.evidence_details.has_evidence = true;
  dispute.status = dispute.status === "needs_response" ? "under_review" : "warning_under_review";
  world.emit("charge.dispute.updated", dispute);
  const text = dispute.evidence.uncategorized_text;
  if (text === "winning_evidence" || text === "losing_evidence") {
    closeDispute(world, dispute, text === "winning_evidence" ? "won" : "lost");
  }
}

/** The bank decides. */
export function closeDispute(world: World, dispute: Dispute, outcome: "won" | "lost"): void {
  const inquiry = dispute.status.startsWith("warning_");
  if (["won", "lost", "warning_closed"].includes(dispute.status)) {
    throw refused("dispute_unexpected_state", `This dispute is already ${dispute.status}.`);
  }
  dispute.status = inquiry ? "warning_closed" : outcome;
  if (!inquiry && outcome === "won") {
    const { amount, currency, id } = dispute;
    dispute.balance_transactions.push(
      book(world, { type: "adjustment", amount, currency, source: id, description: "Chargeback reversal" }),
    );
    world.emit("charge.dispute.funds_reinstated", dispute);
  }
  world.emit("charge.dispute.closed", dispute);
}

function withdraw(world: World, charge: Charge) {
  const { amount_captured, currency, id } = charge;
  return book(world, {
    type: "adjustment",
    amount: -amount_captured,
    currency,
    source: id,
    description: "Chargeback withdrawal",
    fee: DISPUTE_FEE,
  });
}

function emptyEvidence(): Dispute["evidence"] {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: null,
    customer_name: null,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
