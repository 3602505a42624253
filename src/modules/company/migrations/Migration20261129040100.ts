import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * A tenant that exists already is a company's only once its control was proven, and is one company's only. Tenants that
 * were linked before stay linked, marked as proven `before`; where several companies share one, the first keeps it and the
 * others are marked `shared_before` and go on working. Choices that waited for a relationship become claims to be proven.
 */
export class Migration20261129040100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_tenant_claim (
      id text primary key,
      company_id text not null unique references csp_company (id),
      domain text not null check (domain = lower(domain)),
      state text not null check (state in ('open', 'proven', 'approved', 'rejected')),
      code_hash text null,
      code_expires_at timestamptz null,
      tries integer not null default 0,
      codes_sent integer not null default 0,
      codes_counted_from timestamptz null,
      code_sent_at timestamptz null,
      look_at timestamptz null,
      lookups integer not null default 0,
      vendor_tenant_id text null,
      decided_by text null,
      decided_at timestamptz null,
      note text null,
      lease_token text null,
      lease_until timestamptz null,
      created_at timestamptz not null
    );`);
    this.addSql(
      `create index if not exists csp_tenant_claim_look on csp_tenant_claim (look_at) where state = 'open' and look_at is not null;`,
    );
    this.addSql(`create index if not exists csp_tenant_claim_domain on csp_tenant_claim (domain);`);
    this.addSql(`alter table csp_company_tenant drop constraint if exists csp_company_tenant_state_check;`);
    this.addSql(
      `alter table csp_company_tenant add constraint csp_company_tenant_state_check
        check (state in ('chosen', 'linked', 'pending_relationship', 'unproven'));`,
    );
    this.addSql(
      `alter table csp_company_tenant add column if not exists proven_by text null
        check (proven_by in ('created', 'code', 'approval', 'before', 'shared_before'));`,
    );
    this.addSql(`alter table csp_company_tenant add column if not exists proven_at timestamptz null;`);
    this.addSql(`update csp_company_tenant set proven_at = linked_at,
        proven_by = case when kind = 'new' then 'created' else 'before' end
      where state = 'linked' and proven_by is null;`);
    this.addSql(`update csp_company_tenant t set proven_by = 'shared_before'
      where t.state = 'linked' and exists (
        select from csp_company_tenant first
        where lower(first.vendor_tenant_id) = lower(t.vendor_tenant_id) and first.state = 'linked'
          and (first.kind = 'existing', coalesce(first.linked_at, first.chosen_at), first.company_id)
            < (t.kind = 'existing', coalesce(t.linked_at, t.chosen_at), t.company_id));`);
    this.addSql(`update csp_company_tenant set state = 'unproven' where state = 'pending_relationship';`);
    this.addSql(`insert into csp_tenant_claim (id, company_id, domain, state, look_at, created_at)
      select 'cspclm_' || substr(md5(company_id), 1, 26), company_id, domain, 'open', chosen_at, chosen_at
      from csp_company_tenant where state = 'unproven' on conflict do nothing;`);
    this.addSql(`create unique index if not exists csp_company_tenant_one_company on csp_company_tenant (lower(vendor_tenant_id))
      where vendor_tenant_id is not null and proven_by is distinct from 'shared_before';`);
    // An existing tenant is never anybody's without a proof.
    this.addSql(`alter table csp_company_tenant add constraint csp_company_tenant_proven
      check (kind = 'new' or state = 'unproven' or proven_by is not null);`);
  }

  override async down(): Promise<void> {
    this.addSql(`alter table csp_company_tenant drop constraint if exists csp_company_tenant_proven;`);
    this.addSql(`drop index if exists csp_company_tenant_one_company;`);
    this.addSql(`update csp_company_tenant set state = 'pending_relationship' where state = 'unproven';`);
    this.addSql(`alter table csp_company_tenant drop column if exists proven_by, drop column if exists proven_at;`);
    this.addSql(`alter table csp_company_tenant drop constraint if exists csp_company_tenant_state_check;`);
    this.addSql(`alter table csp_company_tenant add constraint csp_company_tenant_state_check
      check (state in ('chosen', 'linked', 'pending_relationship'));`);
    this.addSql(`drop table if exists csp_tenant_claim;`);
  }
}
