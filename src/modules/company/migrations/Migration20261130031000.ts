import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * Each code that was sent to a tenant's contact within the day, whatever has become of the claim it was sent for: counted
 * on the claim alone, a claim that was withdrawn or moved to another tenant began anew.
 */
export class Migration20261130031000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`create table if not exists csp_tenant_code (
      domain text not null,
      company_id text not null,
      sent_at timestamptz not null
    )`);
    this.addSql("create index if not exists csp_tenant_code_domain on csp_tenant_code (domain, sent_at)");
    this.addSql("create index if not exists csp_tenant_code_company on csp_tenant_code (company_id, sent_at)");
    this.addSql(`insert into csp_tenant_code (domain, company_id, sent_at)
      select c.domain, c.company_id, c.codes_counted_from
      from csp_tenant_claim c cross join generate_series(1, c.codes_sent)
      where c.codes_counted_from is not null`);
    this.addSql("alter table csp_tenant_claim drop column if exists codes_counted_from");
  }

  override async down(): Promise<void> {
    this.addSql("alter table csp_tenant_claim add column if not exists codes_counted_from timestamptz null");
    this.addSql(`update csp_tenant_claim c set codes_counted_from = (
      select min(s.sent_at) from csp_tenant_code s where s.company_id = c.company_id)`);
    this.addSql("drop table if exists csp_tenant_code");
  }
}
