import { model } from "@medusajs/framework/utils";

/** A company that buys, as hosts read it. Names, mail and phone are its contact's: personal data. */
export const CspCompany = model.define(
  { name: "csp_company", tableName: "csp_read_company" },
  {
    id: model.id().primaryKey(),
    legal_name: model.text(),
    tax_id: model.text().nullable(),
    email: model.text(),
    phone: model.text(),
    first_name: model.text(),
    last_name: model.text(),
    line1: model.text(),
    line2: model.text().nullable(),
    city: model.text(),
    province: model.text().nullable(),
    postal_code: model.text(),
    country_code: model.text(),
    /** Null before a tenant was chosen, like the three below. */
    tenant_kind: model.enum(["new", "existing"]).nullable(),
    tenant_domain: model.text().nullable(),
    tenant_state: model.enum(["chosen", "linked", "pending_relationship", "unproven"]).nullable(),
    vendor_tenant_id: model.text().nullable(),
    members: model.hasMany(() => CspCompanyMember, { mappedBy: "company" }),
  },
);

/** A person who acts for a company: a Medusa customer. */
export const CspCompanyMember = model.define(
  { name: "csp_company_member", tableName: "csp_read_company_member" },
  {
    /** Made of the ids of company and customer. */
    id: model.id().primaryKey(),
    customer_id: model.text(),
    role: model.enum(["owner"]),
    company: model.belongsTo(() => CspCompany, { mappedBy: "members" }),
  },
);
