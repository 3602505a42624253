import { Migration } from "@medusajs/framework/mikro-orm/migrations";

export class Migration20261122010000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_company (
      id text primary key,
      legal_name text not null,
      tax_id text null,
      email text not null,
      phone text not null,
      first_name text not null,
      last_name text not null,
      line1 text not null,
      line2 text null,
      city text not null,
      province text null,
      postal_code text not null,
      country_code text not null check (country_code = lower(country_code) and length(country_code) = 2),
      created_at timestamptz not null,
      updated_at timestamptz not null
    );`);
    this.addSql(`create table if not exists csp_company_member (
      company_id text not null references csp_company (id),
      customer_id text not null,
      role text not null check (role in ('owner')),
      created_at timestamptz not null,
      primary key (company_id, customer_id)
    );`);
    // One person acts for one company: the session alone decides whose data are shown.
    this.addSql(`create unique index if not exists csp_company_member_customer on csp_company_member (customer_id);`);
    this.addSql(`create table if not exists csp_company_tenant (
      company_id text primary key references csp_company (id),
      kind text not null check (kind in ('new', 'existing')),
      domain text not null check (domain = lower(domain)),
      state text not null check (state in ('chosen', 'linked', 'pending_relationship')),
      vendor_tenant_id text null,
      relationship_url text null,
      sealed_first_sign_in text null,
      first_sign_in_shown_at timestamptz null,
      chosen_at timestamptz not null,
      linked_at timestamptz null,
      check (state <> 'linked' or vendor_tenant_id is not null)
    );`);
    this.addSql(
      `create unique index if not exists csp_company_tenant_new_domain on csp_company_tenant (domain) where kind = 'new';`,
    );
    this.addSql(`create table if not exists csp_agreement_consent (
      id text primary key,
      company_id text not null references csp_company (id),
      template_id text not null,
      agreement_type text not null,
      link text not null,
      text_hash text not null,
      first_name text not null,
      last_name text not null,
      email text not null,
      phone text null,
      customer_id text not null,
      ip text null,
      user_agent text null,
      agreed_at timestamptz not null,
      attested_at timestamptz null
    );`);
    this.addSql(
      `create index if not exists csp_agreement_consent_company on csp_agreement_consent (company_id, agreed_at desc, id desc);`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop table if exists csp_agreement_consent;`);
    this.addSql(`drop table if exists csp_company_tenant;`);
    this.addSql(`drop table if exists csp_company_member;`);
    this.addSql(`drop table if exists csp_company;`);
  }
}
