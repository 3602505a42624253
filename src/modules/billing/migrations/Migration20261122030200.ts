import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What may still change on an issued document: how it is settled, and our own bookkeeping about sending it. */
const MUTABLE = [
  "status",
  "paid_at",
  "amount_paid",
  "amount_credited",
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
 * Drafts may be changed and thrown away; from the moment it has a number a document is a fact. The credit ledger and
 * the journal only grow.
 */
export class Migration20261122030200 extends Migration {
  override async up(): Promise<void> {
    const mutable = MUTABLE.map((column) => `'${column}'`).join(", ");
    this.addSql(`create or replace function csp_invoice_immutable() returns trigger language plpgsql as $$
      begin
        if old.status = 'draft' then
          return case when tg_op = 'DELETE' then old else new end;
        end if;
        if tg_op = 'DELETE' then
          raise exception 'document % is issued and cannot be deleted; correct it with a new document', old.number;
        end if;
        if new.status = 'draft' or to_jsonb(new) - array[${mutable}] is distinct from to_jsonb(old) - array[${mutable}] then
          raise exception 'document % is issued and cannot be changed; correct it with a new document', old.number;
        end if;
        if old.status in ('paid', 'void', 'issued') and new.status <> old.status then
          raise exception 'document % is %, which is final', old.number, old.status;
        end if;
        if new.amount_paid < old.amount_paid or new.amount_credited < old.amount_credited then
          raise exception 'what was paid or credited on document % cannot be taken back', old.number;
        end if;
        return new;
      end $$`);
    this.addSql(`create or replace function csp_invoice_line_immutable() returns trigger language plpgsql as $$
      begin
        if exists (select from csp_invoice where id = old.invoice_id and status = 'draft') then
          return case when tg_op = 'DELETE' then old else new end;
        end if;
        raise exception 'invoice line % is issued and cannot be changed or deleted', old.charge_key;
      end $$`);
    this.addSql(`create or replace function csp_append_only() returns trigger language plpgsql as $$
      begin
        raise exception 'rows of % are never changed or deleted; write a new one', tg_table_name;
      end $$`);
    this.addSql(`create or replace trigger csp_credit_entry_append_only before update or delete on csp_credit_entry
      for each row execute function csp_append_only()`);
    // A truncate fires no row trigger, so it is refused as such.
    for (const table of ["csp_invoice", "csp_invoice_line", "csp_credit_entry"]) {
      this.addSql(`create or replace trigger ${table}_no_truncate before truncate on ${table}
        for each statement execute function csp_append_only()`);
    }
    this.addSql(`alter table csp_billing_run
      add column if not exists status text not null default 'done'
        check (status in ('running', 'stopping', 'stopped', 'done', 'interrupted')),
      add column if not exists heartbeat_at timestamptz null,
      add column if not exists credit_notes integer not null default 0,
      add column if not exists drafts integer not null default 0,
      add column if not exists actor text not null default 'ticker'`);
    this.addSql(`create table if not exists csp_billing_run_failure (
      run_id text not null references csp_billing_run (id),
      billing_account_id text not null references csp_billing_account (id),
      company_id text not null,
      reason text not null,
      failed_at timestamptz not null,
      primary key (run_id, billing_account_id)
    )`);
    this.addSql("alter table csp_billing_run drop column if exists failures");
    this.addSql(`create table if not exists csp_billing_journal (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor text not null,
      action text not null,
      billing_account_id text null references csp_billing_account (id),
      invoice_id text null,
      billing_run_id text null,
      detail jsonb not null default '{}'
    )`);
    this.addSql(
      "create index if not exists csp_billing_journal_account on csp_billing_journal (billing_account_id, id)",
    );
    this.addSql("create index if not exists csp_billing_journal_invoice on csp_billing_journal (invoice_id, id)");
    this.addSql(`create or replace trigger csp_billing_journal_append_only before update or delete on csp_billing_journal
      for each row execute function csp_append_only()`);
  }

  override async down(): Promise<void> {
    for (const table of ["csp_invoice", "csp_invoice_line", "csp_credit_entry"]) {
      this.addSql(`drop trigger if exists ${table}_no_truncate on ${table}`);
    }
    this.addSql("drop table if exists csp_billing_journal, csp_billing_run_failure");
    this.addSql("drop trigger if exists csp_credit_entry_append_only on csp_credit_entry");
    this.addSql("drop function if exists csp_append_only()");
    this.addSql(`alter table csp_billing_run add column if not exists failures jsonb not null default '[]',
      drop column if exists status, drop column if exists heartbeat_at, drop column if exists credit_notes,
      drop column if exists drafts, drop column if exists actor`);
  }
}
