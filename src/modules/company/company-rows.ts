import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { Company, CompanyProfile, TaxIdStanding, TenantState } from "./types";

/** One row of the company read: the company, its tenant and its newest consent side by side. */
export type CompanyRow = {
  id: string;
  legal_name: string;
  tax_id: string | null;
  email: string;
  phone: string;
  first_name: string;
  last_name: string;
  line1: string;
  line2: string | null;
  city: string;
  province: string | null;
  postal_code: string;
  country_code: string;
  tenant_kind: "new" | "existing" | null;
  tenant_domain: string;
  tenant_state: TenantState;
  vendor_tenant_id: string | null;
  relationship_url: string | null;
  first_sign_in_waits: boolean;
  agreement_template_id: string | null;
  agreement_first_name: string;
  agreement_last_name: string;
  agreement_email: string;
  agreement_phone: string | null;
  agreed_at: Date;
  attested_at: Date | null;
  tax_id_state: TaxIdStanding["state"] | null;
  tax_id_how: TaxIdStanding["how"];
  tax_id_by: string | null;
  tax_id_reason: string | null;
  tax_id_at: Date;
};

/** Reads companies whole in one query; a caller adds its own condition on `c` (company) or `m` (member). */
export const COMPANY_SELECT = `select c.id, c.legal_name, c.tax_id, c.email, c.phone, c.first_name, c.last_name,
    c.line1, c.line2, c.city, c.province, c.postal_code, c.country_code,
    t.kind as tenant_kind, t.domain as tenant_domain, t.state as tenant_state, t.vendor_tenant_id, t.relationship_url,
    t.sealed_first_sign_in is not null as first_sign_in_waits,
    a.template_id as agreement_template_id, a.first_name as agreement_first_name, a.last_name as agreement_last_name,
    a.email as agreement_email, a.phone as agreement_phone, a.agreed_at, a.attested_at,
    v.outcome as tax_id_state, v.how as tax_id_how, v.decided_by as tax_id_by, v.reason as tax_id_reason, v.at as tax_id_at
  from csp_company c
  left join csp_company_tenant t on t.company_id = c.id
  left join lateral (
    select * from csp_agreement_consent x where x.company_id = c.id order by x.agreed_at desc, x.id desc limit 1
  ) a on true
  left join lateral (
    select * from csp_tax_id_check x
    where x.company_id = c.id and x.tax_id = c.tax_id and x.country_code = c.country_code
      and x.outcome in ('valid', 'invalid', 'other_holder')
    order by x.at desc, x.id desc limit 1
  ) v on true`;

export function companyFromRow(row: CompanyRow): Company {
  return {
    id: row.id,
    legalName: row.legal_name,
    taxId: row.tax_id,
    taxIdCheck: row.tax_id_state && {
      state: row.tax_id_state,
      how: row.tax_id_how,
      by: row.tax_id_by,
      reason: row.tax_id_reason,
      at: row.tax_id_at,
    },
    email: row.email,
    phone: row.phone,
    firstName: row.first_name,
    lastName: row.last_name,
    address: {
      line1: row.line1,
      line2: row.line2,
      city: row.city,
      province: row.province,
      postalCode: row.postal_code,
      countryCode: row.country_code,
    },
    tenant: row.tenant_kind && {
      kind: row.tenant_kind,
      domain: row.tenant_domain,
      state: row.tenant_state,
      vendorTenantId: row.vendor_tenant_id,
      relationshipUrl: row.relationship_url,
    },
    firstSignInWaits: row.first_sign_in_waits,
    agreement:
      row.agreement_template_id === null
        ? null
        : {
            templateId: row.agreement_template_id,
            firstName: row.agreement_first_name,
            lastName: row.agreement_last_name,
            email: row.agreement_email,
            phone: row.agreement_phone,
            agreedAt: row.agreed_at,
            attestedAt: row.attested_at,
          },
  };
}

/** One company by its id. */
export async function readCompany(db: Knex, companyId: string): Promise<Company | null> {
  const { rows } = await db.raw<{ rows: CompanyRow[] }>(`${COMPANY_SELECT} where c.id = ?`, [companyId]);
  return rows[0] ? companyFromRow(rows[0]) : null;
}

/** A profile as columns of `csp_company`. */
export function profileColumns(profile: CompanyProfile) {
  return {
    legal_name: profile.legalName,
    tax_id: profile.taxId,
    email: profile.email,
    phone: profile.phone,
    first_name: profile.firstName,
    last_name: profile.lastName,
    line1: profile.address.line1,
    line2: profile.address.line2,
    city: profile.address.city,
    province: profile.address.province,
    postal_code: profile.address.postalCode,
    country_code: profile.address.countryCode.toLowerCase(),
  };
}
