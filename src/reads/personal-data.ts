import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { ALIKE_JOURNALS } from "./journal";

/** Rows as they stand in the database, by what they are about. */
export type DataSections = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

const ACTS = [
  ...ALIKE_JOURNALS.map(
    (area) => `select at, actor, action, object_kind, object_id, detail from csp_${area}_journal
      where actor = :id or object_id = :id`,
  ),
  `select at, actor, action, case when invoice_id is null then 'billing_account' else 'invoice' end,
    coalesce(invoice_id, billing_account_id, billing_run_id), detail from csp_billing_journal where actor = :id`,
].join(" union all ");

/**
 * Mails to an address are its reader's, who need not be the customer `c` that has written it there: not when the account
 * signs in with another one, nor before the address is confirmed.
 */
const READS_MAILS = `not exists (select 1 from auth_identity a join provider_identity p on p.auth_identity_id = a.id
    where a.app_metadata ->> 'customer_id' = c.id and p.provider = 'emailpass' and p.deleted_at is null
      and (lower(p.entity_id) <> lower(c.email) or not exists (select 1 from auth_verification v
        where v.auth_identity_id = a.id and v.entity_id = p.entity_id and v.verified_at is not null and v.deleted_at is null)))`;

/** Of one person. Passwords, seals and the ids of card and vendor systems are not among it. */
const PERSON_DATA: Readonly<Record<string, string>> = {
  customer: `select id, email, first_name, last_name, phone, created_at from customer where id = :id`,
  addresses: `select first_name, last_name, company, address_1, address_2, city, province, postal_code, country_code, phone
    from customer_address where customer_id = :id and deleted_at is null`,
  sign_ins: `select p.provider, p.entity_id as address, p.created_at, v.verified_at as confirmed_at
    from auth_identity a join provider_identity p on p.auth_identity_id = a.id
    left join auth_verification v on v.auth_identity_id = a.id and v.entity_id = p.entity_id and v.deleted_at is null
    where a.app_metadata ->> 'customer_id' = :id`,
  companies: `select c.id, c.legal_name, m.role, m.created_at from csp_company_member m
    join csp_company c on c.id = m.company_id where m.customer_id = :id`,
  agreement_consents: `select template_id, agreement_type, link, first_name, last_name, email, phone, ip, user_agent,
      agreed_at, attested_at from csp_agreement_consent where customer_id = :id order by agreed_at`,
  card_consents: `select id as checkout_id, consent_text_version, consent_at, consent_ip, consent_user_agent
    from csp_checkout where customer_id = :id order by consent_at`,
  orders: `select id, display_id, email, created_at from "order"
    where customer_id = :id and deleted_at is null order by created_at`,
  mails: `select n.template, n."to", n.status, n.created_at from notification n
    join customer c on lower(c.email) = lower(n."to") where c.id = :id and ${READS_MAILS} and n.deleted_at is null order by n.created_at`,
  waiting_mails: `select m.template, m.recipient as "to", m.state, m.asked_at from csp_mail m
    join customer c on lower(c.email) = lower(m.recipient) where c.id = :id and ${READS_MAILS} order by m.asked_at`,
  acts: `select * from (${ACTS}) acts order by at`,
};

/** Of one company, its contract and its money. */
const COMPANY_DATA: Readonly<Record<string, string>> = {
  company: `select id, legal_name, tax_id, email, phone, first_name, last_name, line1, line2, city, province, postal_code,
      country_code, created_at, updated_at from csp_company where id = :id`,
  tenant: `select kind, domain, state, chosen_at, linked_at from csp_company_tenant where company_id = :id`,
  tenant_claims: `select domain, state, codes_sent, code_sent_at, decided_at, note, created_at from csp_tenant_claim
    where company_id = :id`,
  tax_id_checks: `select tax_id, country_code, outcome, how, reason, reference, holder, at from csp_tax_id_check
    where company_id = :id order by at`,
  agreement_consents: `select template_id, agreement_type, link, first_name, last_name, email, phone, agreed_at, attested_at
    from csp_agreement_consent where company_id = :id order by agreed_at`,
  subscriptions: `select id, title, quantity, status, started_on, term_ends_on, activated_at from csp_subscription
    where company_id = :id order by activated_at`,
  subscription_changes: `select id, subscription_id, kind, wanted, shown, state, asked_as, asked_by, reason, refusal ->> 'reason' as refused,
      counts_from::text as counts_from, created_at, finished_at from csp_subscription_change
    where company_id = :id order by created_at`,
  quotes: `select id, created_at, expires_at, facts #> '{tax,buyer}' as buyer, body as shown from csp_quote
    where company_id = :id order by created_at`,
  billing_account: `select id, currency, time_zone, alignment, billing_day, payment_terms_days, purchase_order_number, locale,
      credit_balance, created_at from csp_billing_account where company_id = :id`,
  cards: `select m.brand, m.last4, m.exp_month, m.exp_year, m.is_default, m.consent_text_version, m.consent_agreed_at,
      m.consent_ip from csp_payment_method m join csp_billing_account a on a.id = m.billing_account_id
    where a.company_id = :id order by m.created_at`,
  charges: `select c.invoice_id, c.attempt_no, c.state, c.amount, c.currency, c.card_label, c.message, c.planned_at,
      c.finished_at from csp_charge_attempt c join csp_invoice i on i.id = c.invoice_id
    where i.company_id = :id order by c.planned_at`,
  credits: `select e.kind, e.invoice_id, e.amount, e.balance, e.reason, e.created_at from csp_credit_entry e
    join csp_billing_account a on a.id = e.billing_account_id where a.company_id = :id order by e.created_at`,
  payment_cases: `select p.kind, p.invoice_id, p.amount, p.currency, p.words, p.opened_at, p.resolved_at, p.resolution
    from csp_payment_case p join csp_billing_account a on a.id = p.billing_account_id
    where a.company_id = :id order by p.opened_at`,
  invoices: `select i.id, i.kind, i.number, i.issued_on, i.currency, i.net, i.tax, i.gross, i.status, i.buyer
    from csp_invoice i where i.company_id = :id order by i.issued_on, i.number`,
};

/** What each section is read by: the list of tables (`personal-tables.ts`) names its sections. */
export const DATA_SECTIONS: Readonly<Record<string, string>> = { ...COMPANY_DATA, ...PERSON_DATA };

/** Everything kept about a person, for the person to have. Empty sections where nothing is kept. */
export function personalData(container: MedusaContainer, customerId: string): Promise<DataSections> {
  return sections(container, PERSON_DATA, customerId);
}

/** Everything kept about a company that is its own to have. */
export function companyData(container: MedusaContainer, companyId: string): Promise<DataSections> {
  return sections(container, COMPANY_DATA, companyId);
}

async function sections(
  container: MedusaContainer,
  statements: Readonly<Record<string, string>>,
  id: string,
): Promise<DataSections> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  const found = await Promise.all(
    Object.entries(statements).map(async ([name, sql]) => [name, (await db.raw(sql, { id })).rows] as const),
  );
  return Object.fromEntries(found);
}
