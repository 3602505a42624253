import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { readingService } from "../../database";
import { COMPANY_SELECT, type CompanyRow, companyFromRow, profileColumns } from "./company-rows";
import { CspCompany, CspCompanyMember } from "./models/company";
import type {
  AgreementConsent,
  ChooseTenantResult,
  Company,
  CompanyProfile,
  CompanyTenant,
  CreateCompanyResult,
} from "./types";

/**
 * Companies that buy, the people who act for them, their tenant at the vendor and their consents.
 *
 * Every method that changes a company takes its id from the caller's session, never from a form: the API asks
 * `retrieveForCustomer` first.
 */
export default class CompanyService extends readingService({ CspCompany, CspCompanyMember }) {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /** The company this customer acts for, or null before sign-up is finished. One query. */
  async retrieveForCustomer(customerId: string): Promise<Company | null> {
    const join = "join csp_company_member m on m.company_id = c.id where m.customer_id = ?";
    return this.readOne(`${COMPANY_SELECT} ${join}`, [customerId]);
  }

  /** @throws MedusaError not_found */
  async retrieve(companyId: string): Promise<Company> {
    const company = await this.readOne(`${COMPANY_SELECT} where c.id = ?`, [companyId]);
    if (!company) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Company ${companyId} was not found.`);
    }
    return company;
  }

  /** Companies in any order; unknown ids are left out. */
  async list(companyIds: readonly string[]): Promise<Company[]> {
    const { rows } = await this.db.raw<{ rows: CompanyRow[] }>(`${COMPANY_SELECT} where c.id = any(?)`, [
      [...companyIds],
    ]);
    return rows.map(companyFromRow);
  }

  /** Customer ids of the people who act for a company. */
  async listMembers(companyId: string): Promise<{ customerId: string; role: "owner" }[]> {
    return this.db("csp_company_member")
      .where({ company_id: companyId })
      .select({ customerId: "customer_id", role: "role" });
  }

  /** Creates the company with this customer as owner. Two requests at once create one. */
  async create(customerId: string, profile: CompanyProfile, now: Date): Promise<CreateCompanyResult> {
    const id = generateEntityId(undefined, "cspcom");
    const created = await this.db.transaction(async (trx) => {
      await trx("csp_company").insert({ id, ...profileColumns(profile), created_at: now, updated_at: now });
      const member = { company_id: id, customer_id: customerId, role: "owner", created_at: now };
      const inserted = await trx("csp_company_member")
        .insert(member)
        .onConflict("customer_id")
        .ignore()
        .returning("company_id");
      if (inserted.length === 0) {
        await trx("csp_company").where({ id }).delete();
      }
      return inserted.length > 0;
    });
    if (created) {
      return { outcome: "created", company: await this.retrieve(id) };
    }
    const existing = await this.retrieveForCustomer(customerId);
    if (!existing) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The company was removed while it was being created.");
    }
    return { outcome: "exists", company: existing };
  }

  /** Replaces what the company tells about itself. Issued documents keep what they were issued with. */
  async update(companyId: string, profile: CompanyProfile, now: Date): Promise<Company> {
    await this.db("csp_company")
      .where({ id: companyId })
      .update({ ...profileColumns(profile), updated_at: now });
    return this.retrieve(companyId);
  }

  /** Chooses the tenant, or exchanges the choice as long as no licence runs in it. */
  async chooseTenant(companyId: string, tenant: CompanyTenant, now: Date): Promise<ChooseTenantResult> {
    const columns = {
      kind: tenant.kind,
      domain: tenant.domain.toLowerCase(),
      state: tenant.state,
      vendor_tenant_id: tenant.vendorTenantId,
      relationship_url: tenant.relationshipUrl,
      chosen_at: now,
      linked_at: tenant.state === "linked" ? now : null,
    };
    try {
      // A new tenant that has been created, or that holds a sign-in not yet shown, is never overwritten.
      const saved = await this.db("csp_company_tenant")
        .insert({ company_id: companyId, ...columns })
        .onConflict("company_id")
        .merge(columns)
        .whereRaw("not (csp_company_tenant.kind = 'new' and csp_company_tenant.state = 'linked')")
        .returning("company_id");
      if (saved.length > 0) {
        return { outcome: "saved" };
      }
    } catch (error) {
      if (isUniqueViolation(error, "csp_company_tenant_new_domain")) {
        return { outcome: "domain_taken" };
      }
      throw error;
    }
    const current = (await this.retrieve(companyId)).tenant;
    return current ? { outcome: "locked", tenant: current } : this.chooseTenant(companyId, tenant, now);
  }

  /** True when another company of this shop has reserved the domain for a new tenant. */
  async isDomainReserved(domain: string, exceptCompanyId: string): Promise<boolean> {
    const row = await this.db("csp_company_tenant")
      .where({ kind: "new", domain: domain.toLowerCase() })
      .whereNot({ company_id: exceptCompanyId })
      .first("company_id");
    return row !== undefined;
  }

  /**
   * Notes that the tenant exists at the vendor and is ours to order for. Idempotent; a sealed sign-in is stored only
   * with the first link, so that a repeated call cannot bring a shown one back.
   */
  async linkTenant(
    companyId: string,
    link: { vendorTenantId: string; sealedFirstSignIn?: string; linkedAt?: Date },
  ): Promise<void> {
    const at = link.linkedAt ?? this.db.fn.now();
    await this.db("csp_company_tenant")
      .where({ company_id: companyId })
      .update({
        state: "linked",
        vendor_tenant_id: link.vendorTenantId,
        relationship_url: null,
        linked_at: this.db.raw("coalesce(linked_at, ?)", [at]),
        sealed_first_sign_in: this.db.raw(
          "case when first_sign_in_shown_at is null then coalesce(sealed_first_sign_in, ?) else null end",
          [link.sealedFirstSignIn ?? null],
        ),
      });
  }

  /**
   * Hands out the sealed first sign-in and erases it in the same statement: of two requests at once one gets it.
   *
   * @returns null when there is none or it has been shown.
   */
  async takeFirstSignIn(companyId: string, now: Date): Promise<string | null> {
    const { rows } = await this.db.raw<{ rows: { sealed: string }[] }>(
      `with taken as (
         select company_id, sealed_first_sign_in as sealed from csp_company_tenant
         where company_id = ? and sealed_first_sign_in is not null for update
       )
       update csp_company_tenant t set sealed_first_sign_in = null, first_sign_in_shown_at = ?
       from taken where t.company_id = taken.company_id returning taken.sealed`,
      [companyId, now],
    );
    return rows[0]?.sealed ?? null;
  }

  /** Adds one consent; earlier ones stay as they are. */
  async recordConsent(companyId: string, consent: AgreementConsent): Promise<void> {
    await this.db("csp_agreement_consent").insert({
      id: generateEntityId(undefined, "cspagr"),
      company_id: companyId,
      template_id: consent.templateId,
      agreement_type: consent.agreementType,
      link: consent.link,
      text_hash: consent.textHash,
      first_name: consent.firstName,
      last_name: consent.lastName,
      email: consent.email,
      phone: consent.phone,
      customer_id: consent.customerId,
      ip: consent.ip,
      user_agent: consent.userAgent,
      agreed_at: consent.agreedAt,
    });
  }

  /** Notes that the vendor holds the newest consent. Idempotent: the first instant stays. */
  async recordAgreementAttested(companyId: string, at: Date): Promise<void> {
    await this.db.raw(
      `update csp_agreement_consent set attested_at = ? where attested_at is null and id = (
         select id from csp_agreement_consent where company_id = ? order by agreed_at desc, id desc limit 1)`,
      [at, companyId],
    );
  }

  private async readOne(sql: string, bindings: string[]): Promise<Company | null> {
    const { rows } = await this.db.raw<{ rows: CompanyRow[] }>(sql, bindings);
    return rows[0] ? companyFromRow(rows[0]) : null;
  }
}

function isUniqueViolation(error: unknown, constraint: string): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "23505" &&
    "constraint" in error &&
    error.constraint === constraint
  );
}
