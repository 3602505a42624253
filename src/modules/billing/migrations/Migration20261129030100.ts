import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** What may change on an issued document since the first version: how it is settled, and our own bookkeeping about it. */
const MUTABLE_BEFORE = [
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
const MUTABLE = [
  ...MUTABLE_BEFORE,
  "credit_applied",
  "amount_reversed",
  "reversal_credited",
  "charge_hold",
  "collected_with",
];

/**
 * What becomes of an invoice's money after it was issued: credit that comes later settles it, an amount too small for a
 * card is collected with another invoice, money that was paid may go back, and what waits for a person stands in a list.
 */
export class Migration20261129030100 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_invoice
      add column if not exists charge_hold text null check (charge_hold in ('no_card', 'too_small', 'person')),
      add column if not exists collected_with text null references csp_invoice (id),
      add column if not exists amount_reversed bigint not null default 0,
      add column if not exists reversal_credited bigint not null default 0,
      drop constraint if exists csp_invoice_reversed,
      add constraint csp_invoice_reversed check (
        amount_reversed >= 0 and reversal_credited >= 0
        and (kind = 'credit_note' or amount_reversed <= amount_paid))`);
    this.addSql(
      "create index if not exists csp_invoice_collected_with on csp_invoice (collected_with) where collected_with is not null",
    );
    this.addSql(
      "create index if not exists csp_invoice_payable on csp_invoice (billing_account_id) where status in ('open', 'payment_failed')",
    );
    this.addSql(
      this.immutable(
        MUTABLE,
        `new.amount_paid < old.amount_paid or new.amount_credited < old.amount_credited
          or new.credit_applied < old.credit_applied or new.reversal_credited < old.reversal_credited`,
      ),
    );
    // An invoice may use credit when it is issued and again when more comes; a credit note earns once.
    this.addSql("alter table csp_credit_entry drop constraint if exists csp_credit_entry_once");
    this.addSql("drop index if exists csp_credit_entry_once");
    this.addSql(
      "create unique index if not exists csp_credit_entry_once on csp_credit_entry (invoice_id) where kind = 'credit_note'",
    );
    this.addSql("create index if not exists csp_credit_entry_invoice on csp_credit_entry (invoice_id)");
    // What an attempt asks for beyond its own invoice: the small amounts that are collected with it.
    this.addSql(
      "alter table csp_charge_attempt add column if not exists carried bigint not null default 0 check (carried >= 0)",
    );
    this.addSql(`create table if not exists csp_payment_reversal (
      id text primary key,
      invoice_id text not null references csp_invoice (id),
      kind text not null check (kind in ('refund', 'chargeback')),
      processor_id text not null unique,
      payment_intent_id text not null,
      amount bigint not null check (amount > 0),
      currency text not null,
      reason text null,
      made_at timestamptz not null,
      undone_at timestamptz null
    )`);
    this.addSql("create index if not exists csp_payment_reversal_invoice on csp_payment_reversal (invoice_id)");
    this.addSql(`create table if not exists csp_payment_case (
      id text primary key,
      kind text not null,
      subject text not null,
      billing_account_id text null references csp_billing_account (id),
      invoice_id text null references csp_invoice (id),
      amount bigint null,
      currency text null,
      words text not null,
      opened_at timestamptz not null,
      due_by timestamptz null,
      resolved_at timestamptz null,
      resolved_by text null,
      resolution text null
    )`);
    this.addSql(
      "create unique index if not exists csp_payment_case_open on csp_payment_case (kind, subject) where resolved_at is null",
    );
  }

  /** Fails where an invoice has used credit twice meanwhile: the ledger, which keeps both, knows no such thing before. */
  override async down(): Promise<void> {
    this.addSql("drop table if exists csp_payment_case, csp_payment_reversal");
    this.addSql("alter table csp_charge_attempt drop column if exists carried");
    this.addSql("drop index if exists csp_credit_entry_once");
    this.addSql("alter table csp_credit_entry add constraint csp_credit_entry_once unique (invoice_id, kind)");
    this.addSql("drop index if exists csp_credit_entry_invoice, csp_invoice_payable, csp_invoice_collected_with");
    this.addSql(
      this.immutable(MUTABLE_BEFORE, "new.amount_paid < old.amount_paid or new.amount_credited < old.amount_credited"),
    );
    this.addSql(`alter table csp_invoice drop constraint if exists csp_invoice_reversed,
      drop column if exists charge_hold, drop column if exists collected_with, drop column if exists amount_reversed,
      drop column if exists reversal_credited`);
  }

  private immutable(columns: readonly string[], takesBack: string): string {
    const mutable = columns.map((column) => `'${column}'`).join(", ");
    return `create or replace function csp_invoice_immutable() returns trigger language plpgsql as $$
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
        if ${takesBack} then
          raise exception 'what was paid or credited on document % cannot be taken back', old.number;
        end if;
        return new;
      end $$`;
  }
}
