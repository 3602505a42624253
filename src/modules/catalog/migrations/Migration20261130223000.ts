import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * The vendor lists extended service terms in a sheet of their own. It says nothing of the licences that it leaves out, nor
 * theirs of it: each kind has a newest sheet.
 */
export class Migration20261130223000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table if exists csp_price_sheet add column if not exists kind text not null default 'licences'
      check (kind in ('licences', 'extended_terms'))`);
    this.addSql(`update csp_price_sheet h set kind = 'extended_terms'
      where exists (select from csp_price r where r.price_sheet_id = h.id) and not exists (
        select from csp_price r join csp_plan p on p.id = r.plan_id join csp_sku k on k.id = p.sku_id
        where r.price_sheet_id = h.id and k.title !~* 'extended service term')`);
  }

  override async down(): Promise<void> {
    this.addSql("alter table if exists csp_price_sheet drop column if exists kind");
  }
}
