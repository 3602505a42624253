import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What we sell: pricing rules, the prices that follow from them, and the plans on the shelf. */
export class Migration20261122012100 extends Migration {
  override async up(): Promise<void> {
    // A rule is never edited: a new one of the same scope ends it. `segment` null = every segment without its own.
    this.addSql(`create table if not exists csp_pricing_rule (
      id text primary key,
      name text not null,
      segment text check (segment in ('commercial', 'education', 'government', 'nonprofit')),
      kind text not null check (kind in ('cost_plus_margin', 'list_less_discount')),
      percent numeric(9,4) not null,
      rounding_step text,
      rounding text,
      floor_margin_percent numeric(9,4) not null,
      valid_from timestamptz not null,
      valid_to timestamptz,
      created_at timestamptz not null
    )`);
    this.addSql(`create unique index if not exists csp_pricing_rule_open
      on csp_pricing_rule (coalesce(segment, '')) where valid_to is null`);

    // Amounts are minor units for one seat. Only the period of a row moves, never an amount: orders point here.
    this.addSql(`create table if not exists csp_sale_price (
      id text primary key,
      plan_id text collate "C" not null references csp_plan (id),
      price_from timestamptz not null,
      price_revision integer not null,
      rule_id text not null references csp_pricing_rule (id),
      currency text not null,
      unit_term_price bigint not null,
      price_per_charge bigint not null,
      last_charge bigint not null,
      charge_count integer not null,
      margin_percent numeric(9,4) not null,
      below_floor boolean not null,
      valid_from timestamptz not null,
      valid_to timestamptz,
      created_at timestamptz not null,
      unique (plan_id, price_from, price_revision, rule_id),
      foreign key (plan_id, price_from, price_revision) references csp_price (plan_id, vendor_from, revision)
    )`);

    this.addSql(`create table if not exists csp_publication (
      plan_id text collate "C" primary key references csp_plan (id),
      product_id text not null,
      variant_id text not null unique,
      shown_sale_price_id text references csp_sale_price (id),
      published_at timestamptz not null,
      withdrawn_at timestamptz
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_publication, csp_sale_price, csp_pricing_rule");
  }
}
