import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../domain/money";
import { COMPANY_MODULE } from "../../../../modules/company";
import type { Finding, Stake } from "../../../../modules/subscription";
import { findingActs } from "../../../../reads/attention/subscription-finding";
import { actorNames } from "../../../../reads/names";
import { actDocument } from "../attention/answer";
import type * as document from "./document";

/** Findings with the names of whom they are about and who settled them. */
export async function findingDocuments(
  container: MedusaContainer,
  findings: readonly Finding[],
): Promise<document.Finding[]> {
  const settlers = findings.flatMap(({ settledBy }) => settledBy ?? []);
  const [companies, people] = await Promise.all([
    container.resolve(COMPANY_MODULE).list([...new Set(findings.map(({ companyId }) => companyId))]),
    actorNames(container, settlers),
  ]);
  const companyNames = new Map(companies.map(({ id, legalName }) => [id, legalName]));
  const named = (id: string, names: ReadonlyMap<string, string>) => ({ id, name: names.get(id) ?? id });
  return findings.map((finding) => ({
    id: finding.id,
    kind: finding.kind,
    subscription_id: finding.subscriptionId,
    company: named(finding.companyId, companyNames),
    vendor_subscription_id: finding.vendorSubscriptionId,
    theirs: finding.theirs,
    ours: finding.ours,
    words: finding.words,
    state: finding.state,
    first_seen_at: finding.firstSeenAt.toISOString(),
    last_seen_at: finding.lastSeenAt.toISOString(),
    gone_at: finding.goneAt?.toISOString() ?? null,
    proposal: finding.proposal && {
      type: finding.proposal.type,
      on: finding.proposal.on,
      quantity: "quantity" in finding.proposal ? finding.proposal.quantity : null,
    },
    stake: finding.stake && stakeDocument(finding.stake),
    acts: findingActs(finding).map(actDocument),
    settled: finding.settledAt && {
      at: finding.settledAt.toISOString(),
      by: finding.settledBy === null ? null : named(finding.settledBy, people),
      reason: finding.reason,
    },
  }));
}

/** One finding, the same way. */
export async function findingDocument(container: MedusaContainer, finding: Finding): Promise<document.Finding> {
  const [answered] = await findingDocuments(container, [finding]);
  return answered as document.Finding;
}

function stakeDocument({ currency, unbilled, eachPeriod, periodMonths }: Stake): document.Finding["stake"] {
  return {
    unbilled: decimalMoney(money(unbilled, currency)),
    each_period: decimalMoney(money(eachPeriod, currency)),
    period_months: periodMonths,
  };
}
