import { Migration } from "@medusajs/framework/mikro-orm/migrations";

const listed = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(", ");

/** Credit that a note had given and that went back over the card as well is taken from the balance. */
export class Migration20261129200500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      "alter table csp_payment_reversal add column if not exists credit_taken bigint not null default 0 check (credit_taken >= 0 and credit_taken <= amount)",
    );
    this.addSql(this.kindsOfEntries(["credit_note", "applied", "refunded", "adjustment"]));
  }

  override async down(): Promise<void> {
    this.addSql(this.kindsOfEntries(["credit_note", "applied", "adjustment"]));
    this.addSql("alter table csp_payment_reversal drop column if exists credit_taken");
  }

  private kindsOfEntries(kinds: readonly string[]): string {
    return `alter table csp_credit_entry drop constraint if exists csp_credit_entry_kind_check,
      add constraint csp_credit_entry_kind_check check (kind in (${listed(kinds)}))`;
  }
}
