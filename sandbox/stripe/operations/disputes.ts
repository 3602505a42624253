import { changeMetadata, created, metadata, paging } from "../http/common-fields";
import { flag, group, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { closeDispute, submitEvidence } from "../objects/dispute";

const evidence = group({
  access_activity_log: text(20_000),
  billing_address: text(),
  cancellation_policy_disclosure: text(20_000),
  cancellation_rebuttal: text(20_000),
  customer_email_address: text(),
  customer_name: text(),
  customer_purchase_ip: text(),
  product_description: text(20_000),
  refund_policy_disclosure: text(20_000),
  refund_refusal_explanation: text(20_000),
  service_date: text(),
  uncategorized_text: text(20_000),
});

export const disputeOperations = [
  operation({
    method: "GET",
    path: "/disputes",
    shape: { ...paging, created, charge: word(), payment_intent: word() },
    returns: "dispute",
    list: true,
    run(world, { created: within, charge, payment_intent: intent, ...page }) {
      const found = Object.values(world.state.disputes).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (charge === undefined || one.charge === charge) &&
          (intent === undefined || one.payment_intent === intent),
      );
      return pageOf(found, "/v1/disputes", page);
    },
  }),
  operation({
    method: "GET",
    path: "/disputes/:id",
    shape: {},
    returns: "dispute",
    run: (world, _params, { id = "" }) => world.find(world.state.disputes, "dispute", id),
  }),
  operation({
    method: "POST",
    path: "/disputes/:id",
    shape: { evidence, metadata, submit: flag() },
    notSimulated: ["intended_submission_method"],
    returns: "dispute",
    run(world, params, { id = "" }) {
      const dispute = world.find(world.state.disputes, "dispute", id);
      if (params.evidence !== undefined) {
        Object.assign(dispute.evidence, params.evidence);
        dispute.evidence_details.has_evidence = true;
      }
      dispute.metadata = changeMetadata(dispute.metadata, params.metadata);
      if (params.evidence !== undefined && params.submit !== false) submitEvidence(world, dispute);
      return dispute;
    },
  }),
  operation({
    method: "POST",
    path: "/disputes/:id/close",
    shape: {},
    returns: "dispute",
    run(world, _params, { id = "" }) {
      const dispute = world.find(world.state.disputes, "dispute", id);
      closeDispute(world, dispute, "lost");
      return dispute;
    },
  }),
];
