import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { type Act, JournalTable, readingService } from "../../database";
import * as claims from "./claim-store";
import { COMPANY_SELECT, type CompanyRow, companyFromRow, profileColumns } from "./company-rows";
import { CspCompany, CspCompanyMember } from "./models/company";
import { type ErasedRow, leaveCompany, lockPerson } from "./person-store";
import { TaxIdChecks } from "./tax-id-checks";
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
  TenantProof,
} from "./types";

const journal = new JournalTable("csp_company_journal");

/**
 * Companies that buy, the people who act for them, their tenant at the vendor and their consents.
 *
 * Every method that changes a company takes its id from the caller's session, never from a form: the API asks
 * `retrieveForCustomer` first.
 */
export default class CompanyService extends readingService({ CspCompany, CspCompanyMember }) {
  readonly taxIdChecks: TaxIdChecks;
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    super(container);
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
    this.taxIdChecks = new TaxIdChecks(this.db);
  }

  /** The company this customer acts for, or null before sign-up is finished. One query. */
  async retrieveForCustomer(customerId: string): Promise<Company | null> {
    const join = "join csp_company_member m on m.company_id = c.id where m.customer_id = ?";
    return this.readOne(`${COMPANY_SELECT} ${join}`, [customerId]);
  }

  /** @throws MedusaError not_found */
  async retrieve(companyId: string, db: Knex = this.db): Promise<Company> {
    const company = await this.readOne(`${COMPANY_SELECT} where c.id = ?`, [companyId], db);
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
   * Lets a person act for a company: `act` writes in a transaction during which nobody is erased from the company, so
   * that an act is either seen by the erasure or comes too late.
   *
   * @throws MedusaError not_allowed when the person does not act for the company any more
   */
  async asMember<T>(companyId: string, customerId: string, act: (trx: Knex) => Promise<T>): Promise<T> {
    return this.db.transaction(async (trx) => {
      await trx.raw("select 1 from csp_company where id = ? for key share", [companyId]);
      const member = await trx("csp_company_member").where({ company_id: companyId, customer_id: customerId }).first();
      if (member === undefined) {
        throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "You do not act for this company any more.");
      }
      return act(trx);
    });
  }

  /**
   * Removes a person from a company, notes that the person was erased, and journals who did it, in one transaction. The
   * last one's name, address and number go from the company's contact too; its name and postal address stay, which its
   * invoices were made out to. Consents stay: they are evidence of the contract. Of two last persons that are erased at
   * once, the second is seen as the last one. Done again it changes nothing.
   *
   * @param refuse is asked, under the lock, whether the last person may go; what it throws stops the erasure
   * @returns the addresses that were the person's alone, which others may still keep copies of
   */
  async forgetPerson(
    person: { readonly customerId: string; readonly email: string },
    by: { readonly actor: string; readonly now: Date },
    refuse: (trx: Knex, companyId: string) => Promise<void>,
  ): Promise<ForgottenPerson> {
    const { customerId, email } = person;
    return this.db.transaction(async (trx) => {
      await lockPerson(trx, customerId);
      const before = await trx("csp_erased_person").where({ customer_id: customerId }).first<ErasedRow | undefined>();
      if (before !== undefined) {
        return { companyId: before.company_id, addresses: before.addresses };
      }
      const left = await leaveCompany(trx, customerId, refuse);
      const addresses = [...new Set([email, ...(left?.addresses ?? [])])];
      const companyId = left?.companyId ?? null;
      const row = { customer_id: customerId, company_id: companyId, erased_by: by.actor, erased_at: by.now, addresses };
      await trx("csp_erased_person").insert(row);
      const act = { at: by.now, actor: by.actor, action: "erase_person", objectKind: "customer", objectId: customerId };
      await journal.write(trx, [{ ...act, detail: { company_id: companyId, last: left?.isLast ?? false } }]);
      return { companyId, addresses };
    });
  }

  /**
   * Takes a person out of the company acted for, without erasing them: they may make another one. The last one's contact
   * goes too. `mayLeave` is asked under the lock that an order waits for.
   *
   * @returns null when the person acts for none, or may not leave: nothing is changed then
   */
  async leave(
    customerId: string,
    mayLeave: (trx: Knex, companyId: string) => Promise<boolean>,
  ): Promise<{ readonly companyId: string; readonly isLast: boolean } | null> {
    return this.db.transaction(async (trx) => {
      await lockPerson(trx, customerId);
      const [mine] = await trx("csp_company_member").where({ customer_id: customerId }).select("company_id");
      if (mine === undefined) {
        return null;
      }
      await trx("csp_company").where({ id: mine.company_id }).forUpdate().first("id");
      const isFree = await mayLeave(trx, mine.company_id);
      return isFree ? leaveCompany(trx, customerId, async () => undefined) : null;
    });
  }

  /** Notes that nothing is left to look for of an erased person. */
  async finishErasure(customerId: string): Promise<void> {
    await this.db("csp_erased_person").where({ customer_id: customerId }).update({ addresses: [] });
  }

  /** Puts a colleague in the place of a contact that was erased; the company's telephone number stays. */
  async replaceContact(
    companyId: string,
    erased: string,
    contact: { readonly email: string; readonly firstName: string; readonly lastName: string },
  ): Promise<void> {
    await this.db("csp_company")
      .where({ id: companyId })
      .whereRaw("lower(email) = lower(?)", [erased])
      .update({ email: contact.email, first_name: contact.firstName, last_name: contact.lastName });
  }

  /**
   * Creates the company with this customer as owner. Two requests at once create one.
   *
   * @throws MedusaError not_allowed for a person who was erased
   */
  async create(customerId: string, profile: CompanyProfile, now: Date): Promise<CreateCompanyResult> {
    const id = generateEntityId(undefined, "cspcom");
    const created = await this.db.transaction(async (trx) => {
      await lockPerson(trx, customerId);
      if ((await trx("csp_erased_person").where({ customer_id: customerId }).first()) !== undefined) {
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
      await journal.write(trx, [act]);
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

  /**
   * Chooses the tenant, or exchanges the choice as long as no licence runs in it. One that exists becomes a claim: it is
   * the company's only once that was proven. A choice is journalled with it.
   */
  async chooseTenant(companyId: string, tenant: CompanyTenant, now: Date, actor: string): Promise<ChooseTenantResult> {
    const columns = {
      kind: tenant.kind,
      domain: tenant.domain.toLowerCase(),
      state: tenant.state,
      vendor_tenant_id: tenant.vendorTenantId,
      relationship_url: tenant.relationshipUrl,
      chosen_at: now,
      linked_at: null,
      proven_by: null,
      proven_at: null,
    };
    try {
      const saved = await this.db.transaction(async (trx) => {
        await lockCompany(trx, companyId);
        // A new tenant that has been created, or that holds a sign-in not yet shown, is never overwritten.
        const rows: unknown[] = await trx("csp_company_tenant")
          .insert({ company_id: companyId, ...columns })
          .onConflict("company_id")
          .merge(columns)
          .whereRaw("not (csp_company_tenant.kind = 'new' and csp_company_tenant.state = 'linked')")
          .returning("company_id");
        if (rows.length > 0) {
          await (tenant.state === "unproven"
            ? claims.openClaim(trx, companyId, columns.domain, now)
            : claims.withdrawClaim(trx, companyId));
          const act = { at: now, actor, action: "choose_tenant", objectId: companyId, detail: { kind: tenant.kind } };
          await this.recordAct(trx, act);
        }
        return rows.length > 0;
      });
      if (saved) {
        return { outcome: "saved" };
      }
    } catch (error) {
      if (isUniqueViolation(error, "csp_company_tenant_new_domain")) {
        return { outcome: "domain_taken" };
      }
      throw error;
    }
    const current = (await this.retrieve(companyId)).tenant;
    return current ? { outcome: "locked", tenant: current } : this.chooseTenant(companyId, tenant, now, actor);
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
   *
   * @param link.domain the domain that was asked for: the company may have named another one while the vendor answered
   * @returns false when the tenant is another company's, was never proven to be this one's, or is not (or not any more) the
   * one that the company names; nothing is written then
   */
  async linkTenant(
    companyId: string,
    link: { domain: string; vendorTenantId: string; sealedFirstSignIn?: string; linkedAt?: Date },
  ): Promise<boolean> {
    const at = link.linkedAt ?? this.db.fn.now();
    return this.unlessHeld(async () => {
      const changed: number = await this.db("csp_company_tenant")
        .where({ company_id: companyId, domain: link.domain.toLowerCase() })
        .whereNot({ state: "unproven" })
        .whereRaw("(vendor_tenant_id is null or lower(vendor_tenant_id) = lower(?))", [link.vendorTenantId])
        .update({
          proven_by: this.db.raw("coalesce(proven_by, case when kind = 'new' then 'created' end)"),
          proven_at: this.db.raw("coalesce(proven_at, ?)", [at]),
          state: "linked",
          vendor_tenant_id: link.vendorTenantId,
          relationship_url: null,
          linked_at: this.db.raw("coalesce(linked_at, ?)", [at]),
          sealed_first_sign_in: this.db.raw(
            "case when first_sign_in_shown_at is null then coalesce(sealed_first_sign_in, ?) else null end",
            [link.sealedFirstSignIn ?? null],
          ),
        });
      return changed > 0;
    }, false);
  }

  /**
   * Notes that the tenant is the company's own: by the right code, or because the seller's people vouch for it. The claim's
   * decision, the company's tenant and the journal are written together, or nothing is; whatever was read of the claim
   * before, while the vendor was asked, is looked at again.
   *
   * @param proof `vendorTenantId`: the very tenant that was proven, null: the vendor does not know it yet. `isOurs`: its
   * owner has accepted the seller
   */
  async proveTenant(
    companyId: string,
    proof: {
      readonly domain: string;
      readonly by: Extract<TenantProof, "code" | "approval">;
      readonly vendorTenantId: string | null;
      readonly isOurs: boolean;
      readonly actor: string;
      readonly note: string | null;
      readonly claimId: string;
    },
    now: Date,
  ): Promise<ProveResult> {
    const { by, claimId, domain, vendorTenantId } = proof;
    const isLinked = vendorTenantId !== null && proof.isOurs;
    const proven = () =>
      this.db.transaction(async (trx): Promise<ProveResult> => {
        await lockCompany(trx, companyId);
        const claim = await claims.readClaim(trx, { id: claimId });
        if (claim !== null && claim.state !== "open") {
          return { outcome: "decided" };
        }
        const tenant = () => trx("csp_company_tenant").where({ company_id: companyId, domain, state: "unproven" });
        if (claim?.domain !== domain || (await tenant().first("company_id")) === undefined) {
          return { outcome: "changed" };
        }
        const state = by === "code" ? ("proven" as const) : ("approved" as const);
        const decision = { state, by: proof.actor, note: proof.note };
        await claims.decideClaim(trx, claimId, decision, now);
        await tenant().update({
          state: isLinked ? "linked" : "pending_relationship",
          vendor_tenant_id: vendorTenantId,
          linked_at: isLinked ? now : null,
          proven_by: by,
          proven_at: now,
          ...(isLinked ? { relationship_url: null } : {}),
        });
        if (by === "approval") {
          await this.recordDecision(trx, companyId, "approve_claim", { ...decision, claimId, domain, now });
        }
        return { outcome: "proven" };
      });
    return this.unlessHeld(proven, { outcome: "held" });
  }

  /** Asks for a new code for the company's claim; how it went is told to nobody. */
  async wantCode(companyId: string, now: Date): Promise<void> {
    await claims.wantCode(this.db, companyId, now);
  }

  /** Looks again at the open claims to a domain. @returns how many there are */
  async wantCodesFor(domain: string, now: Date): Promise<number> {
    return claims.wantCodesFor(this.db, domain.toLowerCase(), now);
  }

  async leaseClaim(now: Date): Promise<LeasedClaim | null> {
    return claims.leaseClaim(this.db, now);
  }

  async nextClaimAt(): Promise<Date | null> {
    return claims.nextClaimAt(this.db);
  }

  async keepCode(claim: LeasedClaim, code: Parameters<typeof claims.keepCode>[2], now: Date): Promise<number | null> {
    return claims.keepCode(this.db, claim, code, now);
  }

  async releaseClaim(claim: LeasedClaim, lookAt: Date | null): Promise<void> {
    await claims.releaseClaim(this.db, claim, lookAt);
  }

  async countTry(companyId: string, now: Date): ReturnType<typeof claims.countTry> {
    return claims.countTry(this.db, companyId, now);
  }

  /** Refuses an open claim, and journals who did. @returns null when it is not open */
  async rejectClaim(id: string, by: string, note: string | null, now: Date): Promise<TenantClaim | null> {
    return this.db.transaction(async (trx) => {
      const seen = await claims.readClaim(trx, { id });
      if (seen === null) {
        return null;
      }
      await lockCompany(trx, seen.companyId);
      const rejected = await claims.decideClaim(trx, id, { state: "rejected", by, note }, now);
      if (rejected !== null) {
        const { companyId, domain } = rejected;
        await this.recordDecision(trx, companyId, "reject_claim", { by, note, claimId: id, domain, now });
      }
      return rejected;
    });
  }

  async findClaim(id: string): Promise<TenantClaim | null> {
    return claims.readClaim(this.db, { id });
  }

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

  /** Companies whose proven tenant waits for its owner to accept the seller. */
  async listPendingRelationships(domain: string): Promise<string[]> {
    const rows: { company_id: string }[] = await this.db("csp_company_tenant")
      .where({ domain: domain.toLowerCase(), state: "pending_relationship" })
      .select("company_id");
    return rows.map((row) => row.company_id);
  }

  /** A tenant is one company's: the database refuses a second one. */
  private async unlessHeld<T>(write: () => Promise<T>, held: T): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (isUniqueViolation(error, "csp_company_tenant_one_company")) {
        return held;
      }
      throw error;
    }
  }

  /**
   * Hands out the sealed first sign-in and erases it in the same statement: of two requests at once one gets it. Who got
   * it is journalled with it.
   *
   * @returns null when there is none or it has been shown.
   */
  async takeFirstSignIn(companyId: string, now: Date, actor: string): Promise<string | null> {
    return this.db.transaction(async (trx) => {
      const { rows } = await trx.raw<{ rows: { sealed: string }[] }>(
        `with taken as (
         select company_id, sealed_first_sign_in as sealed from csp_company_tenant
         where company_id = ? and sealed_first_sign_in is not null for update
       )
       update csp_company_tenant t set sealed_first_sign_in = null, first_sign_in_shown_at = ?
       from taken where t.company_id = taken.company_id returning taken.sealed`,
        [companyId, now],
      );
      const sealed = rows[0]?.sealed ?? null;
      if (sealed !== null) {
        await this.recordAct(trx, { at: now, actor, action: "read_first_sign_in", objectId: companyId, detail: {} });
      }
      return sealed;
    });
  }

  /**
   * Adds one consent of a person who acts for the company, and journals it; earlier ones stay as they are.
   *
   * @throws MedusaError not_allowed when the person does not act for the company any more
   */
  async recordConsent(companyId: string, consent: AgreementConsent): Promise<void> {
    await this.asMember(companyId, consent.customerId, async (trx) => {
      await trx("csp_agreement_consent").insert({
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
      const detail = { template_id: consent.templateId };
      const act = { at: consent.agreedAt, actor: consent.customerId, action: "accept_agreement", detail };
      await this.recordAct(trx, { ...act, objectId: companyId });
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
    await journal.write(trx, [{ ...act, objectKind: "company" }]);
  }

  private async recordDecision(
    trx: Knex,
    companyId: string,
    action: "approve_claim" | "reject_claim",
    claim: {
      readonly by: string;
      readonly note: string | null;
      readonly claimId: string;
      readonly domain: string;
      readonly now: Date;
    },
  ): Promise<void> {
    const { by: actor, note, claimId, domain, now: at } = claim;
    await this.recordAct(trx, { at, actor, action, objectId: companyId, detail: { claim: claimId, domain, note } });
  }

  /** Journals that a person's data are given out; nothing is changed by that, so it is written by itself, before it. */
  async recordDataGivenOut(customerId: string, { actor, now }: { actor: string; now: Date }): Promise<void> {
    const act = { at: now, actor, action: "give_out_personal_data", objectKind: "customer", objectId: customerId };
    await this.db.transaction((trx) => journal.write(trx, [{ ...act, detail: {} }]));
  }

  private async readOne(sql: string, bindings: string[], db: Knex = this.db): Promise<Company | null> {
    const { rows } = await db.raw<{ rows: CompanyRow[] }>(sql, bindings);
    return rows[0] ? companyFromRow(rows[0]) : null;
  }
}

/** What is decided about a company, its tenant and its claim to one is decided by one transaction after another. */
async function lockCompany(trx: Knex, companyId: string): Promise<void> {
  await trx.raw("select 1 from csp_company where id = ? for no key update", [companyId]);
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
