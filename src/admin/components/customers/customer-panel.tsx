import { Badge, Text } from "@medusajs/ui";
import type { ReactNode } from "react";
import type { Customer, CustomerCompany } from "../../../api/admin/csp/customers/[id]/document";
import { Facts } from "../facts";
import { FindingList } from "../findings/finding-list";
import { day, inWords } from "../format";
import { Notice } from "../notice";
import { PageLink } from "../page-link";
import { SectionHeader } from "../section-header";
import { SubscriptionList } from "../subscriptions/subscription-list";
import { Agreement } from "./agreement";
import { TaxId } from "./tax-id";
import { TENANT_LOOKS } from "./words";

/** The company a customer acts for: its tenant, agreement, account and subscriptions. */
export function CustomerPanel({ customer }: { customer: Customer }) {
  const { account, company, subscriptions, subscription_count: count, live_count: live } = customer;
  return (
    <>
      <SectionHeader level="h2" title="Licences" words={company.name}>
        {account === null ? null : <PageLink to={`/csp/billing-accounts/${account.id}`}>Billing account</PageLink>}
      </SectionHeader>
      <div className="flex flex-col gap-4 px-6 py-4">
        {account === null || account.parked_reason === null ? null : (
          <Notice variant="error">Its billing is parked: {account.parked_reason}</Notice>
        )}
        <Facts rows={[...companyFacts(customer.id, company), ...moneyFacts(customer)]} />
      </div>
      <div className="px-6 py-3">
        <Text size="small" className="text-ui-fg-subtle">
          {count === 0 ? "No subscriptions yet." : `Subscriptions: ${live} live, ${count - live} over`}
        </Text>
      </div>
      {customer.findings.length === 0 ? null : (
        <>
          <div className="px-6 py-3">
            <Text size="small" weight="plus">
              Changed at the vendor
            </Text>
          </div>
          <FindingList findings={customer.findings} />
        </>
      )}
      <SubscriptionList subscriptions={subscriptions} home={company.tenant?.domain} />
      {count > subscriptions.length ? (
        <div className="px-6 py-3">
          <Text size="small" className="text-ui-fg-subtle">
            The first {subscriptions.length} of {count} are shown.
          </Text>
        </div>
      ) : null}
    </>
  );
}

function companyFacts(customerId: string, company: CustomerCompany): [string, ReactNode][] {
  const { tax_id: taxId, tax_id_evidence: evidence, tenant } = company;
  return [
    ...(taxId === null
      ? []
      : [
          ["Tax id", <TaxId key="tax-id" customerId={customerId} taxId={taxId} evidence={evidence} />] as [
            string,
            ReactNode,
          ],
        ]),
    [
      "Tenant",
      tenant === null ? (
        "Not chosen yet"
      ) : (
        <span key="tenant" className="flex flex-wrap items-center gap-x-2">
          {tenant.domain}
          <Badge size="2xsmall" color={TENANT_LOOKS[tenant.state].color}>
            {TENANT_LOOKS[tenant.state].word}
          </Badge>
        </span>
      ),
    ],
    ...(tenant === null || tenant.vendor_tenant_id === null
      ? []
      : [["Tenant id", tenant.vendor_tenant_id] as [string, string]]),
    ["Agreement", <Agreement key="agreement" customerId={customerId} company={company} />],
  ];
}

function moneyFacts({ account, next_invoice: next, held_up: heldUp }: Customer): [string, ReactNode][] {
  if (account === null) {
    return [["Billing", "Begins with the first checkout"]];
  }
  const none = heldUp ? "Cannot be planned: the log says why" : "Nothing is planned";
  return [
    ["Open", inWords(account.open_amount)],
    ["Credit balance", inWords(account.credit_balance)],
    ["Next invoice", next === null ? none : `${inWords(next.amount_due)} on ${day(next.on)}`],
  ];
}
