import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type PaymentMethod } from "../../../../modules/billing";
import type { Company, CompanyAddress } from "../../../../modules/company";
import { agreementStanding } from "../../../../processes/agreement/standing";
import { cardLabel } from "../../../../processes/billing/collect/card-label";
import { type TaxIdEffect, taxIdEffect } from "../../../../processes/billing/tax-id";
import { nowOf } from "../../../http/request-context";
import { companyAgreementDocument } from "../agreement/answer";
import type * as document from "./document";

/** A company as its own people see it. */
export async function companyDocument(container: MedusaContainer, company: Company): Promise<document.Company> {
  const billing = container.resolve(BILLING_MODULE);
  const account = await billing.findAccount(company.id);
  const card = account && (await billing.defaultPaymentMethod(account.id));
  const agreement = companyAgreementDocument(await agreementStanding(container, company, nowOf(container)));
  return { ...withCard(company, taxIdEffect(container, company), card), agreement };
}

/** An address as the API writes it. */
export function addressDocument(address: CompanyAddress): document.Address {
  return {
    line1: address.line1,
    line2: address.line2,
    city: address.city,
    province: address.province,
    postal_code: address.postalCode,
    country_code: address.countryCode,
  };
}

function withCard(
  company: Company,
  effect: TaxIdEffect,
  card: PaymentMethod | null,
): Omit<document.Company, "agreement"> {
  const { tenant } = company;
  return {
    id: company.id,
    legal_name: company.legalName,
    tax_id: company.taxId,
    tax_id_check: { state: effect.state, words: effect.words },
    email: company.email,
    phone: company.phone,
    first_name: company.firstName,
    last_name: company.lastName,
    address: addressDocument(company.address),
    tenant: tenant && {
      kind: tenant.kind,
      domain: tenant.domain,
      state: tenant.state,
      relationship_url: tenant.relationshipUrl,
      first_sign_in_waits: company.firstSignInWaits,
    },
    card: card && {
      label: cardLabel(card),
      brand: card.brand,
      last4: card.last4,
      exp_month: card.expMonth,
      exp_year: card.expYear,
    },
  };
}
