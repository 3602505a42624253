import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What may still change on an issued invoice: how it is paid, and our own bookkeeping about sending it. */
const MUTABLE = [
  "status",
  "paid_at",
  "amount_paid",
  "payment_intent_id",
  "payment_failure",
  "next_charge_at",
  "lease_token",
  "lease_until",
  "mailed_at",
  "failure_mailed_at",
  "updated_at",
];

/**
 * Issued documents are facts. These triggers refuse what no code path does, so that a mistake in one (or a hurried
 * hand in psql) fails loudly instead of rewriting a customer's invoice.
 */
export class Migration20261122011200 extends Migration {
  override async up(): Promise<void> {
    const mutable = MUTABLE.map((column) => `'${column}'`).join(", ");
    this.addSql(`create or replace function csp_invoice_immutable() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' then
          raise exception 'invoice % is issued and cannot be deleted; correct it with a new document', old.number;
        end if;
        if to_jsonb(new) - array[${mutable}] is distinct from to_jsonb(old) - array[${mutable}] then
          raise exception 'invoice % is issued and cannot be changed; correct it with a new document', old.number;
        end if;
        if old.status in ('paid', 'void') and new.status <> old.status then
          raise exception 'invoice % is %, which is final', old.number, old.status;
        end if;
        return new;
      end $$`);
    this.addSql(`create or replace function csp_invoice_line_immutable() returns trigger language plpgsql as $$
      begin
        raise exception 'invoice line % is issued and cannot be changed or deleted', old.charge_key;
      end $$`);
    this.addSql(`create or replace trigger csp_invoice_immutable before update or delete on csp_invoice
      for each row execute function csp_invoice_immutable()`);
    this.addSql(`create or replace trigger csp_invoice_line_immutable before update or delete on csp_invoice_line
      for each row execute function csp_invoice_line_immutable()`);
  }

  override async down(): Promise<void> {
    this.addSql("drop trigger if exists csp_invoice_line_immutable on csp_invoice_line");
    this.addSql("drop trigger if exists csp_invoice_immutable on csp_invoice");
    this.addSql("drop function if exists csp_invoice_line_immutable()");
    this.addSql("drop function if exists csp_invoice_immutable()");
  }
}
