import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/** Since when the vendor and we differ about a subscription. */
export class Migration20261129060500 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`alter table csp_subscription add column if not exists problem_since timestamptz null`);
    this.addSql(
      `update csp_subscription set problem_since = synced_at where problem is not null and problem_since is null`,
    );
    this.addSql(
      `create index if not exists csp_subscription_problem on csp_subscription (problem_since) where problem is not null`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop index if exists csp_subscription_problem`);
    this.addSql(`alter table csp_subscription drop column if exists problem_since`);
  }
}
