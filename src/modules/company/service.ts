import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { type Act, readingService } from "../../database";
import { Attestations } from "./attestations";
import * as claims from "./claim-store";
import { companyJournal, lockCompany, recordAct } from "./company-acts";
import { COMPANY_SELECT, type CompanyRow, companyFromRow, profileColumns, readCompany } from "./company-rows";
import * as consents from "./consent-store";
import { CspCompany, CspCompanyMember } from "./models/company";
import * as people from "./person-store";
import { TaxIdChecks } from "./tax-id-checks";
import * as tenants from "./tenant-store";
import type {
  AgreementConsent,
  ChooseTenantResult,
  Company,
  CompanyProfile,
  CompanyTenant,
  CreateCompanyResult,
  ForgottenPerson,
  LeasedClaim,
  ProveResult,
  TenantClaim,
  TenantClaimState,
} from "./types";

/**
 * Companies that buy, the people who act for them, their tenant at the vendor and their consents.
 *
 * Every method that changes a company takes its id from the caller's session, never from a form: the API asks
 * `retrieveForCustomer` first.
 */
export default class CompanyService extends readingService({ CspCompany, CspCompanyMember }) {
  readonly taxIdChecks: TaxIdChecks;
  readonly attestations: Attestations;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.taxIdChecks = new TaxIdChecks(this.db);
    this.attestations = new Attestations(this.db);
  }

  /** The company this customer acts for, or null before sign-up is finished. One query. */
  async retrieveForCustomer(customerId: string): Promise<Company | null> {
    const join = "join csp_company_member m on m.company_id = c.id where m.customer_id = ?";
    const { rows } = await this.db.raw<{ rows: CompanyRow[] }>(`${COMPANY_SELECT} ${join}`, [customerId]);
    return rows[0] ? companyFromRow(rows[0]) : null;
  }

  /** @throws MedusaError not_found */
  async retrieve(companyId: string, db: Knex = this.db): Promise<Company> {
    const company = await readCompany(db, companyId);
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

  /** Tenants that are known to be a company's own and linked to the seller, the longest linked first. */
  async listLinkedTenants(): Promise<{ readonly companyId: string; readonly vendorTenantId: string }[]> {
    const rows: { company_id: string; vendor_tenant_id: string }[] = await this.db("csp_company_tenant")
      .where({ state: "linked" })
      .orderBy(["linked_at", "company_id"])
      .select("company_id", "vendor_tenant_id");
    return rows.map((row) => ({ companyId: row.company_id, vendorTenantId: row.vendor_tenant_id }));
  }

  /** Whether a company's contact has this mail address, however it is written. */
  async hasContact(email: string): Promise<boolean> {
    return (await this.db("csp_company").whereRaw("lower(email) = lower(?)", [email]).first("id")) !== undefined;
  }

  /** Customer ids of the people who act for a company. */
  async listMembers(companyId: string): Promise<{ customerId: string; role: "owner" }[]> {
    return this.db("csp_company_member")
      .where({ company_id: companyId })
      .select({ customerId: "customer_id", role: "role" });
  }

  /**
   * Lets a person act for a company, with what `act` writes; see `asMember`.
   *
   * @throws MedusaError not_allowed when the person does not act for the company any more
   */
  async asMember<T>(companyId: string, customerId: string, act: (trx: Knex) => Promise<T>): Promise<T> {
    return people.asMember(this.db, companyId, customerId, act);
  }

  /** Removes a person who is to be erased from the company acted for; see `forgetPerson`. */
  async forgetPerson(
    person: { readonly customerId: string; readonly email: string },
    by: { readonly actor: string; readonly now: Date },
    refuse: (trx: Knex, companyId: string) => Promise<void>,
  ): Promise<ForgottenPerson> {
    return people.forgetPerson(this.db, person, by, refuse);
  }

  /** Takes a person out of the company acted for, without erasing them; see `leave`. */
  async leave(
    customerId: string,
    mayLeave: (trx: Knex, companyId: string) => Promise<boolean>,
  ): Promise<{ readonly companyId: string; readonly isLast: boolean } | null> {
    return people.leave(this.db, customerId, mayLeave);
  }

  /** Notes that nothing is left to look for of an erased person. */
  async finishErasure(customerId: string): Promise<void> {
    await people.finishErasure(this.db, customerId);
  }

  /** Puts a colleague in the place of a contact that was erased; the company's telephone number stays. */
  async replaceContact(
    companyId: string,
    erased: string,
    contact: { readonly email: string; readonly firstName: string; readonly lastName: string },
  ): Promise<void> {
    await people.replaceContact(this.db, companyId, erased, contact);
  }

  /**
   * Creates the company with this customer as owner. Two requests at once create one.
   *
   * @throws MedusaError not_allowed for a person who was erased
   */
  async create(customerId: string, profile: CompanyProfile, now: Date): Promise<CreateCompanyResult> {
    const id = generateEntityId(undefined, "cspcom");
    const created = await this.db.transaction(async (trx) => {
      await people.lockPerson(trx, customerId);
      if (await people.wasErased(trx, customerId)) {
        throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This account was erased.");
      }
      await trx("csp_company").insert({ id, ...profileColumns(profile), created_at: now, updated_at: now });
      const member = { company_id: id, customer_id: customerId, role: "owner", created_at: now };
      const inserted = await trx("csp_company_member")
        .insert(member)
        .onConflict("customer_id")
        .ignore()
        .returning("company_id");
      if (inserted.length === 0) {
        await trx("csp_company").where({ id }).delete();
        return false;
      }
      const act = { at: now, actor: customerId, action: "create", objectKind: "company", objectId: id, detail: {} };
      await companyJournal.write(trx, [act]);
      return true;
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
  async update(companyId: string, profile: CompanyProfile, now: Date, db: Knex = this.db): Promise<Company> {
    await db("csp_company")
      .where({ id: companyId })
      .update({ ...profileColumns(profile), updated_at: now });
    return this.retrieve(companyId, db);
  }

  /** Chooses the tenant, or exchanges the choice as long as no licence runs in it; see `chooseTenant`. */
  async chooseTenant(companyId: string, tenant: CompanyTenant, now: Date, actor: string): Promise<ChooseTenantResult> {
    return tenants.chooseTenant(this.db, companyId, tenant, { actor, now });
  }

  /** True when another company of this shop has reserved the domain for a new tenant. */
  async isDomainReserved(domain: string, exceptCompanyId: string): Promise<boolean> {
    return tenants.isDomainReserved(this.db, domain, exceptCompanyId);
  }

  /** Notes that the tenant exists at the vendor and is ours to order for. @returns false when it is not; see `linkTenant` */
  async linkTenant(companyId: string, link: tenants.TenantLink): Promise<boolean> {
    return tenants.linkTenant(this.db, companyId, link);
  }

  /** Notes that the tenant is the company's own, for a proof; see `proveTenant`. */
  async proveTenant(companyId: string, proof: tenants.ProofOfTenant, now: Date): Promise<ProveResult> {
    return tenants.proveTenant(this.db, companyId, proof, now);
  }

  /** Companies whose proven tenant waits for its owner to accept the seller. */
  async listPendingRelationships(domain: string): Promise<string[]> {
    return tenants.listPendingRelationships(this.db, domain);
  }

  /** Hands out the sealed first sign-in, once, and journals who got it. @returns null when there is none (any more) */
  async takeFirstSignIn(companyId: string, now: Date, actor: string): Promise<string | null> {
    return tenants.takeFirstSignIn(this.db, companyId, { actor, now });
  }

  /** Asks for a new code for the company's claim; how it went is told to nobody. */
  async wantCode(companyId: string, now: Date): Promise<void> {
    await claims.wantCode(this.db, companyId, now);
  }

  /** Looks again at the open claims to a domain. @returns how many there are */
  async wantCodesFor(domain: string, now: Date): Promise<number> {
    return claims.wantCodesFor(this.db, domain.toLowerCase(), now);
  }

  /** Leases the open claim that is longest due to be looked at; null when there is none. */
  async leaseClaim(now: Date): Promise<LeasedClaim | null> {
    return claims.leaseClaim(this.db, now);
  }

  /** The earliest instant at which a claim that nobody holds is to be looked at, or null. */
  async nextClaimAt(): Promise<Date | null> {
    return claims.nextClaimAt(this.db);
  }

  /** Keeps the hash of a new code. @returns its number; null when none may be sent, or the lease was lost */
  async keepCode(claim: LeasedClaim, code: Parameters<typeof claims.keepCode>[2], now: Date): Promise<number | null> {
    return claims.keepCode(this.db, claim, code, now);
  }

  /** Gives a leased claim back, to be looked at again at `lookAt`; null: when somebody asks. */
  async releaseClaim(claim: LeasedClaim, lookAt: Date | null): Promise<void> {
    await claims.releaseClaim(this.db, claim, lookAt);
  }

  /** Counts one guess at a code. @returns what it is to be compared with; null when no guess is open */
  async countTry(companyId: string, now: Date): ReturnType<typeof claims.countTry> {
    return claims.countTry(this.db, companyId, now);
  }

  /** Refuses an open claim, and journals who did. @returns null when it is not open */
  async rejectClaim(id: string, by: string, note: string | null, now: Date): Promise<TenantClaim | null> {
    return tenants.rejectClaim(this.db, id, { by, note, now });
  }

  /** @returns null when there is no such claim (any more: another choice of tenant takes its place) */
  async findClaim(id: string): Promise<TenantClaim | null> {
    return claims.readClaim(this.db, { id });
  }

  /** The company's claim, decided or not; null when it has none. */
  async claimOf(companyId: string): Promise<TenantClaim | null> {
    return claims.readClaim(this.db, { company_id: companyId });
  }

  /** Claims in this state, the oldest first: what waits for the seller's people is `open`. */
  async listClaims(filter: {
    readonly state: TenantClaimState;
    readonly limit: number;
    readonly offset: number;
  }): Promise<{ claims: TenantClaim[]; count: number }> {
    return claims.listClaims(this.db, filter);
  }

  /**
   * Adds one consent of a person who acts for the company, and journals it; earlier ones stay as they are.
   *
   * @throws MedusaError not_allowed when the person does not act for the company any more
   */
  async recordConsent(companyId: string, consent: AgreementConsent): Promise<void> {
    await consents.recordConsent(this.db, companyId, consent);
  }

  /** Notes that the vendor holds the newest consent. Idempotent: the first instant stays. */
  async recordAgreementAttested(companyId: string, at: Date): Promise<void> {
    await consents.recordAgreementAttested(this.db, companyId, at);
  }

  /**
   * One transaction, in which an act about a company and its line in the journal are written together, whichever module
   * owns them; of two about one company the second sees what the first has written.
   *
   * @throws MedusaError not_found
   */
  inTransaction<T>(companyId: string, work: (trx: Knex, company: Company) => Promise<T>): Promise<T> {
    return this.db.transaction(async (trx) => {
      await lockCompany(trx, companyId);
      return work(trx, await this.retrieve(companyId, trx));
    });
  }

  /** Journals what a person did to a company (one of its own, or of the seller's people), in the act's own transaction. */
  async recordAct(trx: Knex, act: Omit<Act, "objectKind">): Promise<void> {
    await recordAct(trx, act);
  }

  /** Journals that a person's data are given out; nothing is changed by that, so it is written by itself, before it. */
  async recordDataGivenOut(customerId: string, { actor, now }: { actor: string; now: Date }): Promise<void> {
    const act = { at: now, actor, action: "give_out_personal_data", objectKind: "customer", objectId: customerId };
    await this.db.transaction((trx) => companyJournal.write(trx, [{ ...act, detail: {} }]));
  }
}
