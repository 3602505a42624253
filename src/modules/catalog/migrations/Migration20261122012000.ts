import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What the vendor sells: sheets, offers, SKUs, plans and their dated prices. */
export class Migration20261122012000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_price_sheet (
      id text primary key,
      source text not null,
      sha256 text not null unique,
      market text not null,
      currency text not null,
      month text not null,
      counts jsonb not null default '{}',
      imported_at timestamptz not null
    )`);

    // Ids of offers, SKUs and plans are a function of the vendor's keys (see the import's staging): their own index
    // keeps the keys unique. They are compared byte by byte, fifty thousand at a time.
    this.addSql(`create table if not exists csp_offer (
      id text collate "C" primary key,
      vendor text not null,
      vendor_product_id text collate "C" not null,
      handle text not null unique,
      title text not null,
      publisher text not null,
      category text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`);

    this.addSql(`create table if not exists csp_sku (
      id text collate "C" primary key,
      offer_id text collate "C" not null references csp_offer (id),
      vendor_sku_id text collate "C" not null,
      segment text not null check (segment in ('commercial', 'education', 'government', 'nonprofit')),
      title text not null,
      description text not null,
      is_trial boolean not null,
      min_quantity integer not null check (min_quantity > 0),
      max_quantity integer not null check (max_quantity >= min_quantity),
      created_at timestamptz not null,
      updated_at timestamptz not null
    )`);

    // No foreign keys from here down: plans and prices are written in one transaction with what they refer to, set by
    // set, and neither sheets nor SKUs nor plans are ever removed. Checking fifty thousand rows one by one would be a
    // quarter of an import's time. What is sold refers back with foreign keys.
    this.addSql(`create table if not exists csp_plan (
      id text collate "C" primary key,
      sku_id text collate "C" not null,
      term text not null check (term in ('P1M', 'P1Y', 'P3Y')),
      billing_plan text not null check (billing_plan in ('monthly', 'annual', 'triennial', 'none')),
      market text not null,
      currency text not null,
      last_sheet_id text not null,
      created_at timestamptz not null
    )`);

    // A version is what the vendor said on one sheet. Only its end moves, when a later version follows it.
    this.addSql(`create table if not exists csp_price (
      plan_id text collate "C" not null,
      cost numeric(20,6) not null check (cost >= 0),
      list numeric(20,6) not null check (list >= 0),
      vendor_from timestamptz not null,
      vendor_to timestamptz,
      revision integer not null,
      valid_from timestamptz not null,
      valid_to timestamptz,
      price_sheet_id text not null,
      recorded_at timestamptz not null,
      superseded_at timestamptz,
      primary key (plan_id, vendor_from, revision)
    )`);
  }

  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_price, csp_plan, csp_sku, csp_offer, csp_price_sheet");
  }
}
