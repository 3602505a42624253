import { missingParameter } from "../http/api-error";
import { changeMetadata, created, metadata, paging } from "../http/common-fields";
import { integer, oneOf, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { cancelRefund, createRefund } from "../objects/refund";
import type { Charge } from "../state/types";
import type { World } from "../state/world";

/** The charge to refund, by its own id or by its PaymentIntent. */
function chargeOf(world: World, charge: string | undefined, intentId: string | undefined): Charge {
  if (charge !== undefined) {
    return world.find(world.state.charges, "charge", charge, "charge");
  }
  if (intentId === undefined) {
    throw missingParameter("payment_intent");
  }
  const intent = world.find(world.state.paymentIntents, "payment_intent", intentId, "payment_intent");
  return world.find(world.state.charges, "charge", intent.latest_charge ?? "", "payment_intent");
}

export const moneyOperations = [
  operation({
    method: "GET",
    path: "/charges",
    shape: { ...paging, created, customer: word(), payment_intent: word() },
    notSimulated: ["transfer_group"],
    returns: "charge",
    list: true,
    run(world, { created: within, customer, payment_intent: intent, ...page }) {
      const found = Object.values(world.state.charges).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (customer === undefined || one.customer === customer) &&
          (intent === undefined || one.payment_intent === intent),
      );
      return pageOf(found, "/v1/charges", page);
    },
  }),
  operation({
    method: "GET",
    path: "/charges/:id",
    shape: {},
    returns: "charge",
    run: (world, _params, { id = "" }) => world.find(world.state.charges, "charge", id),
  }),
  operation({
    method: "POST",
    path: "/charges/:id",
    shape: { description: text(), metadata, receipt_email: text() },
    notSimulated: ["customer", "fraud_details", "shipping", "transfer_group"],
    returns: "charge",
    run(world, params, { id = "" }) {
      const charge = world.find(world.state.charges, "charge", id);
      if (params.description !== undefined) charge.description = params.description;
      if (params.receipt_email !== undefined) charge.receipt_email = params.receipt_email;
      charge.metadata = changeMetadata(charge.metadata, params.metadata);
      world.emit("charge.updated", charge);
      return charge;
    },
  }),
  operation({
    method: "POST",
    path: "/refunds",
    shape: {
      amount: integer({ min: 1 }),
      charge: word(),
      payment_intent: word(),
      metadata,
      reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
    },
    notSimulated: [
      "currency",
      "customer",
      "instructions_email",
      "origin",
      "refund_application_fee",
      "reverse_transfer",
    ],
    returns: "refund",
    run(world, params) {
      const charge = chargeOf(world, params.charge, params.payment_intent);
      return createRefund(world, charge, {
        amount: params.amount,
        reason: params.reason ?? null,
        metadata: changeMetadata({}, params.metadata),
      });
    },
  }),
  operation({
    method: "GET",
    path: "/refunds",
    shape: { ...paging, created, charge: word(), payment_intent: word() },
    returns: "refund",
    list: true,
    run(world, { created: within, charge, payment_intent: intent, ...page }) {
      const found = Object.values(world.state.refunds).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (charge === undefined || one.charge === charge) &&
          (intent === undefined || one.payment_intent === intent),
      );
      return pageOf(found, "/v1/refunds", page);
    },
  }),
  operation({
    method: "GET",
    path: "/refunds/:id",
    shape: {},
    returns: "refund",
    run: (world, _params, { id = "" }) => world.find(world.state.refunds, "refund", id),
  }),
  operation({
    method: "POST",
    path: "/refunds/:id",
    shape: { metadata },
    returns: "refund",
    run(world, params, { id = "" }) {
      const refund = world.find(world.state.refunds, "refund", id);
      refund.metadata = changeMetadata(refund.metadata, params.metadata);
      world.emit("refund.updated", refund);
      return refund;
    },
  }),
  operation({
    method: "POST",
    path: "/refunds/:id/cancel",
    shape: {},
    returns: "refund",
    run(world, _params, { id = "" }) {
      const refund = world.find(world.state.refunds, "refund", id);
      cancelRefund(world, refund);
      return refund;
    },
  }),
  operation({
    method: "GET",
    path: "/balance_transactions",
    shape: { ...paging, created, currency: word(3), source: word(), type: word() },
    notSimulated: ["payout"],
    returns: "balance_transaction",
    list: true,
    run(world, { created: within, currency, source, type, ...page }) {
      const found = Object.values(world.state.balanceTransactions).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (currency === undefined || one.currency === currency.toLowerCase()) &&
          (source === undefined || one.source === source) &&
          (type === undefined || one.type === type),
      );
      return pageOf(found, "/v1/balance_transactions", page);
    },
  }),
  operation({
    method: "GET",
    path: "/balance_transactions/:id",
    shape: {},
    returns: "balance_transaction",
    run: (world, _params, { id = "" }) => world.find(world.state.balanceTransactions, "balance transaction", id),
  }),
];
