import type { MedusaContainer } from "@medusajs/framework/types";
import { localDateIn } from "../../../../../domain/calendar";
import { decimalMoney, money } from "../../../../../domain/money";
import { BILLING_MODULE } from "../../../../../modules/billing";
import { type Attestation, COMPANY_MODULE, type Company } from "../../../../../modules/company";
import { SUBSCRIPTION_MODULE } from "../../../../../modules/subscription";
import { agreementStanding } from "../../../../../processes/agreement/standing";
import { type NextRun, nextInvoice } from "../../../../../processes/billing/preview/next-invoice";
import { taxIdEffect } from "../../../../../processes/billing/tax-id";
import { openAmountOf } from "../../../../../reads/billing-accounts";
import { companyAgreementDocument } from "../../../../store/csp/agreement/answer";
import { accountDocument } from "../../billing-accounts/answer";
import { findingDocuments } from "../../findings/answer";
import { isLive, subscriptionDocuments } from "../../subscriptions/answer";
import type * as document from "./document";

const MOST_SUBSCRIPTIONS = 25;
const MOST_CHECKS = 10;

/** What is known of a Medusa customer at `now`. Null for one who acts for no company of ours. */
export async function customerDocument(
  container: MedusaContainer,
  { customerId, now }: { readonly customerId: string; readonly now: Date },
): Promise<document.Customer | null> {
  const company = await container.resolve(COMPANY_MODULE).retrieveForCustomer(customerId);
  if (company === null) {
    return null;
  }
  const companyId = company.id;
  const [account, subscriptions, { next, heldUp }] = await Promise.all([
    container.resolve(BILLING_MODULE).findAccount(companyId),
    container.resolve(SUBSCRIPTION_MODULE).list({ companyIds: [companyId] }),
    nextInvoice(container, { companyId, now }),
  ]);
  const agreement = await agreementEvidence(container, company, now);
  const open = account === null ? 0 : await openAmountOf(container, account.id);
  const wanted = { companyId, state: "open" } as const;
  const page = { limit: MOST_SUBSCRIPTIONS, offset: 0 };
  const { findings } = await container.resolve(SUBSCRIPTION_MODULE).findings.page(wanted, page);
  const live = subscriptions.filter(isLive);
  const over = subscriptions.filter((one) => !isLive(one));
  return {
    id: customerId,
    company: companyDocument(company, await taxIdDocument(container, company), agreement),
    account: account && accountDocument(account, company.legalName, open),
    next_invoice: next && nextInvoiceDocument(next),
    held_up: heldUp,
    subscriptions: await subscriptionDocuments(container, [...live, ...over].slice(0, MOST_SUBSCRIPTIONS), now),
    findings: await findingDocuments(container, findings),
    subscription_count: subscriptions.length,
    live_count: live.length,
  };
}

/** What a company's VAT id does for it, and who found out what. */
export async function taxIdDocument(container: MedusaContainer, company: Company): Promise<document.TaxIdEvidence> {
  const checks = await container.resolve(COMPANY_MODULE).taxIdChecks.list(company.id, MOST_CHECKS);
  return {
    state: taxIdEffect(container, company).state,
    checks: checks.map((check) => ({
      tax_id: check.taxId,
      country_code: check.countryCode,
      outcome: check.outcome,
      how: check.how,
      by: check.by,
      reason: check.reason,
      reference: check.reference,
      holder: check.holder,
      at: check.at.toISOString(),
    })),
  };
}

/** How a company's tenant stands with the vendor's agreement at `now`, and what that rests on. */
export async function agreementEvidence(
  container: MedusaContainer,
  company: Company,
  now: Date,
): Promise<document.AgreementEvidence> {
  const { attestations } = container.resolve(COMPANY_MODULE);
  const standing = await agreementStanding(container, company, now);
  return {
    ...companyAgreementDocument(standing),
    attestations: (await attestations.list(company.id)).map(attestationDocument),
    reading: standing.reading && {
      vendor_tenant_id: standing.reading.vendorTenantId,
      is_direct: standing.reading.isDirect,
      agreed_at: standing.reading.agreedAt?.toISOString() ?? null,
      name: standing.reading.name,
      email: standing.reading.email,
      template_id: standing.reading.templateId,
      link: standing.reading.link,
      read_at: standing.reading.readAt.toISOString(),
    },
  };
}

function attestationDocument(one: Attestation): document.AgreementEvidence["attestations"][number] {
  const { signatory, origin, acceptedOrigin } = one;
  return {
    id: one.id,
    state: one.state,
    attestation_id: one.attestationId,
    page_url: one.pageUrl,
    company_name: signatory.companyName,
    country_code: signatory.countryCode,
    language: signatory.language,
    name: `${signatory.firstName} ${signatory.lastName}`,
    email: signatory.email,
    phone: signatory.phone,
    asked_by: one.customerId,
    asked_at: one.askedAt.toISOString(),
    ip: origin.ip,
    user_agent: origin.userAgent,
    statement: one.statement,
    accepted_at: one.acceptedAt?.toISOString() ?? null,
    accepted_how: one.acceptedHow,
    accepted_by: one.acceptedBy,
    accepted_ip: acceptedOrigin.ip,
    accepted_user_agent: acceptedOrigin.userAgent,
    vendor_tenant_id: one.vendorTenantId,
    made_at: one.madeAt?.toISOString() ?? null,
    read_back_at: one.readBackAt?.toISOString() ?? null,
    detail: one.detail,
  };
}

function companyDocument(
  company: Company,
  evidence: document.TaxIdEvidence,
  agreementEvidence: document.AgreementEvidence,
): document.CustomerCompany {
  const { id, legalName, taxId, tenant, agreement } = company;
  return {
    id,
    name: legalName,
    tax_id: taxId,
    tax_id_evidence: evidence,
    tenant: tenant && {
      kind: tenant.kind,
      domain: tenant.domain,
      state: tenant.state,
      vendor_tenant_id: tenant.vendorTenantId,
    },
    agreement: agreement && {
      name: `${agreement.firstName} ${agreement.lastName}`,
      agreed_at: agreement.agreedAt.toISOString(),
      attested_at: agreement.attestedAt?.toISOString() ?? null,
    },
    agreement_evidence: agreementEvidence,
  };
}

function nextInvoiceDocument({ account, at, planned }: NextRun): document.Customer["next_invoice"] {
  const due = planned.reduce((sum, { amountDue }) => sum + amountDue, 0);
  return { on: localDateIn(at, account.timeZone), amount_due: decimalMoney(money(due, account.currency)) };
}
