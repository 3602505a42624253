import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * The end of terms: which reminder of the running one went out last, and what companies have confirmed of what was planned.
 * A confirmation stays as evidence; of a term the newest counts.
 */
export class Migration20261130231500 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_subscription add column if not exists reminded_days integer null");
    this.addSql(`create index if not exists csp_subscription_ending on csp_subscription (term_ends_on)
      where status in ('active', 'suspended')`);
    this.addSql(`create table if not exists csp_renewal_confirmation (
      id text primary key,
      subscription_id text not null references csp_subscription (id),
      company_id text not null,
      term_ends_on date not null,
      outcome text not null check (outcome in ('renew', 'stop', 'extend')),
      quantity integer null check (quantity > 0),
      confirmed_by text not null,
      confirmed_at timestamptz not null
    )`);
    this.addSql(`create index if not exists csp_renewal_confirmation_of on csp_renewal_confirmation
      (subscription_id, term_ends_on, confirmed_at)`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_renewal_confirmation");
    this.addSql("drop index if exists csp_subscription_ending");
    this.addSql("alter table csp_subscription drop column if exists reminded_days");
  }
}
