import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What a host reads of companies; see `models`. Columns are a promise to hosts: none goes or changes its meaning without
 * a word in the changelog. Sealed sign-ins, the link to a relationship and consents are not among them.
 */
export class Migration20261128215101 extends Migration {
  override async up(): Promise<void> {
    this.addSql("drop view if exists csp_read_company, csp_read_company_member");
    this.addSql(`create view csp_read_company as
      select c.id, c.legal_name, c.tax_id, c.email, c.phone, c.first_name, c.last_name, c.line1, c.line2, c.city,
        c.province, c.postal_code, c.country_code, t.kind as tenant_kind, t.domain as tenant_domain,
        t.state as tenant_state, t.vendor_tenant_id, c.created_at, c.updated_at, null::timestamptz as deleted_at
      from csp_company c
      left join csp_company_tenant t on t.company_id = c.id`);
    this.addSql(`create view csp_read_company_member as
      select company_id || ':' || customer_id as id, company_id, customer_id, role, created_at,
        created_at as updated_at, null::timestamptz as deleted_at
      from csp_company_member`);
  }

  override async down(): Promise<void> {
    this.addSql("drop view if exists csp_read_company, csp_read_company_member");
  }
}
