import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** The moves that a document and a charge attempt may make, refused otherwise whoever makes them. */
export class Migration20261128200100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create or replace function csp_invoice_moves() returns trigger language plpgsql as $$
      begin
        if (old.status, new.status) not in (
          ('draft', 'open'), ('draft', 'paid'), ('draft', 'issued'),
          ('open', 'paid'), ('open', 'payment_failed'), ('open', 'void'),
          ('payment_failed', 'paid'), ('payment_failed', 'void')
        ) then
          raise exception 'document % is % and cannot become %', coalesce(old.number, old.id), old.status, new.status;
        end if;
        return new;
      end $$`);
    this.addSql(`create or replace trigger csp_invoice_moves before update of status on csp_invoice
      for each row when (old.status is distinct from new.status) execute function csp_invoice_moves()`);
    this.addSql(`create or replace function csp_charge_attempt_moves() returns trigger language plpgsql as $$
      begin
        if (old.state, new.state) not in (
          ('planned', 'sent'), ('planned', 'unknown'), ('planned', 'processing'),
          ('planned', 'declined'), ('planned', 'needs_action'), ('planned', 'succeeded'),
          ('sent', 'unknown'), ('sent', 'processing'),
          ('sent', 'declined'), ('sent', 'needs_action'), ('sent', 'succeeded'),
          ('unknown', 'sent'), ('unknown', 'processing'),
          ('unknown', 'declined'), ('unknown', 'needs_action'), ('unknown', 'succeeded'),
          ('processing', 'declined'), ('processing', 'needs_action'), ('processing', 'succeeded'),
          ('declined', 'succeeded'), ('needs_action', 'succeeded')
        ) then
          raise exception 'charge attempt % is % and cannot become %', old.id, old.state, new.state;
        end if;
        return new;
      end $$`);
    this.addSql(`create or replace trigger csp_charge_attempt_moves before update of state on csp_charge_attempt
      for each row when (old.state is distinct from new.state) execute function csp_charge_attempt_moves()`);
  }

  override async down(): Promise<void> {
    this.addSql("drop trigger if exists csp_charge_attempt_moves on csp_charge_attempt");
    this.addSql("drop trigger if exists csp_invoice_moves on csp_invoice");
    this.addSql("drop function if exists csp_charge_attempt_moves()");
    this.addSql("drop function if exists csp_invoice_moves()");
  }
}
