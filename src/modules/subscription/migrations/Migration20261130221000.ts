import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Differences between the vendor and our books, each from the reading that first showed it to the one that showed it no
 * more, with what a person said of it. One that stands has no `gone_at`; of the same difference only one stands.
 */
export class Migration20261130221000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_subscription_finding (
      id text primary key,
      subscription_id text null references csp_subscription (id),
      company_id text not null,
      vendor text not null,
      vendor_tenant_id text not null,
      vendor_subscription_id text not null,
      kind text not null check (kind in ('seats', 'state', 'plan', 'renewal', 'dates', 'extended', 'unknown')),
      theirs text not null,
      ours text not null,
      words text not null,
      proposal jsonb null,
      state text not null default 'open' check (state in ('open', 'billed', 'ignored', 'vanished')),
      first_seen_at timestamptz not null,
      last_seen_at timestamptz not null,
      gone_at timestamptz null,
      settled_at timestamptz null,
      settled_by text null,
      reason text null,
      event_id text null,
      stake jsonb null,
      valued_at timestamptz null,
      check ((subscription_id is null) = (kind = 'unknown')),
      check (state in ('open', 'ignored') or gone_at is not null)
    )`);
    this.addSql(`create unique index if not exists csp_subscription_finding_stands on csp_subscription_finding
      (vendor, lower(vendor_subscription_id), kind, theirs) where gone_at is null`);
    this.addSql(`create index if not exists csp_subscription_finding_history on csp_subscription_finding
      (company_id, first_seen_at)`);
    this.addSql(`create index if not exists csp_subscription_finding_open on csp_subscription_finding (first_seen_at)
      where state = 'open'`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_subscription_finding");
  }
}
