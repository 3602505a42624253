import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney } from "../../../../domain/money";
import { listedTotal } from "../../../../processes/billing/preview/term-totals";
import type { Renewal } from "../../../../processes/renewals/list-renewals";
import { companyNames } from "../../../../reads/names";
import { renewalDocument } from "../../../store/csp/renewals/answer";
import type * as document from "./document";

/** Renewals with the names of whose they are. */
export async function renewalDocuments(
  container: MedusaContainer,
  renewals: readonly Renewal[],
): Promise<document.Renewal[]> {
  const names = await companyNames(container, [...new Set(renewals.map(({ subscription }) => subscription.companyId))]);
  return renewals.map((renewal) => {
    const { companyId, orderId } = renewal.subscription;
    return {
      ...renewalDocument(renewal),
      company: { id: companyId, name: names.get(companyId) ?? companyId },
      order_id: orderId,
      at_stake: decimalMoney(listedTotal(renewal.subscription).wholeTerm),
    };
  });
}
