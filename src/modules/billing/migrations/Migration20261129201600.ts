import { Migration } from "@medusajs/framework/mikro-orm/migrations";

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(", ");

/**
 * Money that came for an invoice is booked whatever the invoice asks for by then: what it asks for pays it, the rest is
 * noted on the attempt and becomes credit. And nothing changes what an invoice asks for while the end of an attempt to
 * be paid is unknown, its own or that of the invoice it is collected with.
 */
export class Migration20261129201600 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      "alter table csp_charge_attempt add column if not exists excess bigint not null default 0 check (excess >= 0 and excess <= amount)",
    );
    this.addSql(this.kindsOfEntries(["credit_note", "applied", "refunded", "overpaid", "adjustment"]));
    this.addSql(`create or replace function csp_invoice_under_way() returns trigger language plpgsql as $$
      begin
        if exists (
          select from csp_charge_attempt
          where invoice_id in (old.id, old.collected_with) and state in ('planned', 'sent', 'unknown', 'processing')
        ) then
          raise exception 'a payment of invoice % is under way: what it asks for must not change', old.number;
        end if;
        return new;
      end $$`);
    this.addSql(`create or replace trigger csp_invoice_under_way
      before update of credit_applied, amount_credited on csp_invoice
      for each row when (
        old.status <> 'draft'
        and (old.credit_applied, old.amount_credited) is distinct from (new.credit_applied, new.amount_credited))
      execute function csp_invoice_under_way()`);
  }

  override async down(): Promise<void> {
    this.addSql("drop trigger if exists csp_invoice_under_way on csp_invoice");
    this.addSql("drop function if exists csp_invoice_under_way()");
    this.addSql(this.kindsOfEntries(["credit_note", "applied", "refunded", "adjustment"]));
    this.addSql("alter table csp_charge_attempt drop column if exists excess");
  }

  private kindsOfEntries(kinds: readonly string[]): string {
    return `alter table csp_credit_entry drop constraint if exists csp_credit_entry_kind_check,
      add constraint csp_credit_entry_kind_check check (kind in (${listed(kinds)}))`;
  }
}
