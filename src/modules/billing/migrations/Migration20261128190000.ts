import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What an order needs of its quote stands beside what the customer was shown, which from here on is evidence only.
 * Quotes from before say their plans, seats and billing day in what was shown; their prices are not in it exactly, so
 * `price` stays null and the order reads the catalogue as it stood at the quote's instant, as it always has.
 */
export class Migration20261128190000 extends Migration {
  override async up(): Promise<void> {
    this.addSql("alter table csp_quote add column if not exists facts jsonb null");
    this.addSql(`update csp_quote set facts = jsonb_build_object(
        'version', 1,
        'billingDay', coalesce(body -> 'billing_day', 'null'::jsonb),
        'lines', coalesce((
          select jsonb_agg(
            jsonb_build_object('planId', line -> 'plan_id', 'quantity', line -> 'quantity', 'price', null)
            order by place)
          from jsonb_array_elements(body -> 'lines') with ordinality as lines (line, place)), '[]'::jsonb))
      where facts is null`);
    this.addSql("alter table csp_quote alter column facts set not null");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_quote drop column if exists facts");
  }
}
