import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What an import can take back: the latest one names the sheet that a plan stood in before, and the versions it ended. And
 * since when Medusa has lost the variant that stands for a plan: nobody can put such a plan into a cart.
 */
export class Migration20261129050100 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table if exists csp_publication add column if not exists lost_at timestamptz");
    this.addSql("alter table if exists csp_plan add column if not exists previous_sheet_id text");
    this.addSql(`alter table if exists csp_price add column if not exists superseded_by text,
      add column if not exists ended_by text`);
    this.addSql(`alter table if exists csp_price_sheet add column if not exists undone_at timestamptz,
      add column if not exists can_be_undone boolean not null default false`);
    // The bytes of a sheet that was taken back may come again.
    this.addSql("alter table if exists csp_price_sheet drop constraint if exists csp_price_sheet_sha256_key");
    this.addSql(`create unique index if not exists csp_price_sheet_bytes on csp_price_sheet (sha256)
      where undone_at is null`);
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_price_sheet_bytes");
    // What was taken back and came again is there twice: the one that was taken back does not stand in its way.
    this.addSql("update csp_price_sheet set sha256 = sha256 || ' undone ' || id where undone_at is not null");
    this.addSql("alter table csp_price_sheet add constraint csp_price_sheet_sha256_key unique (sha256)");
    this.addSql(`alter table if exists csp_price_sheet drop column if exists undone_at,
      drop column if exists can_be_undone`);
    this.addSql(`alter table if exists csp_price drop column if exists superseded_by,
      drop column if exists ended_by`);
    this.addSql("alter table if exists csp_plan drop column if exists previous_sheet_id");
    this.addSql("alter table if exists csp_publication drop column if exists lost_at");
  }
}
