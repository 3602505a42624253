import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Signatories of the vendor's customer agreement that the vendor was told of, with the evidence of their acceptance; and what
 * the vendor said last about a tenant's agreement. Both are kept for ever.
 *
 * `state`: asked (the vendor has not answered yet), begun, accepted, made; ended where nothing can come of it.
 */
export class Migration20261130184100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_agreement_attestation (
      id text primary key,
      company_id text not null references csp_company (id),
      signatory text not null,
      state text not null check (state in ('asked', 'begun', 'accepted', 'made', 'ended')),
      company_name text not null,
      country_code text not null check (country_code = lower(country_code) and length(country_code) = 2),
      language text not null,
      first_name text not null,
      last_name text not null,
      email text not null,
      phone text null,
      customer_id text not null,
      ip text null,
      user_agent text null,
      statement text not null,
      asked_at timestamptz not null,
      request_id text not null,
      attestation_id text null unique,
      page_url text null,
      template_id text null,
      begun_at timestamptz null,
      accepted_at timestamptz null,
      accepted_how text null check (accepted_how in ('read', 'said')),
      accepted_by text null,
      accepted_ip text null,
      accepted_user_agent text null,
      finish_request_id text not null,
      vendor_tenant_id text null,
      made_at timestamptz null,
      read_back_at timestamptz null,
      problem text null,
      detail text null,
      look_at timestamptz null,
      looks integer not null default 0,
      lease_token text null,
      lease_until timestamptz null,
      check (state in ('asked', 'ended') or attestation_id is not null),
      check (state not in ('accepted', 'made') or accepted_at is not null),
      check ((state = 'made') = (made_at is not null) and (made_at is null) = (vendor_tenant_id is null))
    );`);
    // The vendor is told of a signatory once: whoever asks again goes on with what was begun.
    this.addSql(`create unique index if not exists csp_agreement_attestation_signatory
      on csp_agreement_attestation (company_id, signatory) where state in ('asked', 'begun', 'accepted');`);
    this.addSql(
      `create index if not exists csp_agreement_attestation_company on csp_agreement_attestation (company_id, asked_at desc, id desc);`,
    );
    this.addSql(
      `create index if not exists csp_agreement_attestation_due on csp_agreement_attestation (look_at) where look_at is not null;`,
    );
    this.addSql(`create table if not exists csp_agreement_reading (
      company_id text primary key references csp_company (id),
      vendor_tenant_id text not null,
      is_direct boolean not null,
      agreed_at timestamptz null,
      template_id text null,
      name text null,
      email text null,
      link text null,
      read_at timestamptz not null
    );`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_agreement_reading;");
    this.addSql("drop table if exists csp_agreement_attestation;");
  }
}
