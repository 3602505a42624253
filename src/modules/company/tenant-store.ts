import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { decideClaim, openClaim, readClaim, withdrawClaim } from "./claim-store";
import { lockCompany, recordAct } from "./company-acts";
import { readCompany } from "./company-rows";
import type { ChooseTenantResult, CompanyTenant, ProveResult, TenantClaim, TenantProof } from "./types";

/**
 * Chooses the tenant, or exchanges the choice as long as no licence runs in it. One that exists becomes a claim: it is
 * the company's only once that was proven. A choice is journalled with it.
 */
export async function chooseTenant(
  db: Knex,
  companyId: string,
  tenant: CompanyTenant,
  by: { readonly actor: string; readonly now: Date },
): Promise<ChooseTenantResult> {
  const { actor, now } = by;
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
    const saved = await db.transaction(async (trx) => {
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
          ? openClaim(trx, companyId, columns.domain, now)
          : withdrawClaim(trx, companyId));
        const act = { at: now, actor, action: "choose_tenant", objectId: companyId, detail: { kind: tenant.kind } };
        await recordAct(trx, act);
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
  const current = (await readCompany(db, companyId))?.tenant;
  return current ? { outcome: "locked", tenant: current } : chooseTenant(db, companyId, tenant, by);
}

/** True when another company of this shop has reserved the domain for a new tenant. */
export async function isDomainReserved(db: Knex, domain: string, exceptCompanyId: string): Promise<boolean> {
  const row = await db("csp_company_tenant")
    .where({ kind: "new", domain: domain.toLowerCase() })
    .whereNot({ company_id: exceptCompanyId })
    .first("company_id");
  return row !== undefined;
}

/** A tenant that the vendor has: `domain` is the one that was asked for, which the company may have exchanged meanwhile. */
export type TenantLink = {
  readonly domain: string;
  readonly vendorTenantId: string;
  readonly sealedFirstSignIn?: string;
  /** The database's own time by default. */
  readonly linkedAt?: Date;
};

/**
 * Notes that the tenant exists at the vendor and is ours to order for. Idempotent; a sealed sign-in is stored only
 * with the first link, so that a repeated call cannot bring a shown one back.
 *
 * @returns false when the tenant is another company's, was never proven to be this one's, or is not (or not any more) the
 * one that the company names; nothing is written then
 */
export async function linkTenant(db: Knex, companyId: string, link: TenantLink): Promise<boolean> {
  const at = link.linkedAt ?? db.fn.now();
  return unlessHeld(async () => {
    const changed: number = await db("csp_company_tenant")
      .where({ company_id: companyId, domain: link.domain.toLowerCase() })
      .whereNot({ state: "unproven" })
      .whereRaw("(vendor_tenant_id is null or lower(vendor_tenant_id) = lower(?))", [link.vendorTenantId])
      .update({
        proven_by: db.raw("coalesce(proven_by, case when kind = 'new' then 'created' end)"),
        proven_at: db.raw("coalesce(proven_at, ?)", [at]),
        state: "linked",
        vendor_tenant_id: link.vendorTenantId,
        relationship_url: null,
        linked_at: db.raw("coalesce(linked_at, ?)", [at]),
        sealed_first_sign_in: db.raw(
          "case when first_sign_in_shown_at is null then coalesce(sealed_first_sign_in, ?) else null end",
          [link.sealedFirstSignIn ?? null],
        ),
      });
    return changed > 0;
  }, false);
}

/** Why a tenant that exists is the company's own. */
export type ProofOfTenant = {
  readonly domain: string;
  readonly by: Extract<TenantProof, "code" | "approval">;
  /** The very tenant that was proven; null: the vendor does not know it yet. */
  readonly vendorTenantId: string | null;
  /** Its owner has accepted the seller. */
  readonly isOurs: boolean;
  readonly actor: string;
  readonly note: string | null;
  readonly claimId: string;
};

/**
 * Notes that the tenant is the company's own: by the right code, or because the seller's people vouch for it. The claim's
 * decision, the company's tenant and the journal are written together, or nothing is; whatever was read of the claim
 * before, while the vendor was asked, is looked at again.
 *
 * @returns `held`: the tenant is another company's
 */
export async function proveTenant(db: Knex, companyId: string, proof: ProofOfTenant, now: Date): Promise<ProveResult> {
  const { by, claimId, domain, vendorTenantId } = proof;
  const isLinked = vendorTenantId !== null && proof.isOurs;
  const proven = () =>
    db.transaction(async (trx): Promise<ProveResult> => {
      await lockCompany(trx, companyId);
      const claim = await readClaim(trx, { id: claimId });
      if (claim !== null && claim.state !== "open") {
        return { outcome: "decided" };
      }
      const tenant = () => trx("csp_company_tenant").where({ company_id: companyId, domain, state: "unproven" });
      if (claim?.domain !== domain || (await tenant().first("company_id")) === undefined) {
        return { outcome: "changed" };
      }
      const state = by === "code" ? ("proven" as const) : ("approved" as const);
      const decision = { state, by: proof.actor, note: proof.note };
      await decideClaim(trx, claimId, decision, now);
      await tenant().update({
        state: isLinked ? "linked" : "pending_relationship",
        vendor_tenant_id: vendorTenantId,
        linked_at: isLinked ? now : null,
        proven_by: by,
        proven_at: now,
        ...(isLinked ? { relationship_url: null } : {}),
      });
      if (by === "approval") {
        await recordDecision(trx, companyId, "approve_claim", { ...decision, claimId, domain, now });
      }
      return { outcome: "proven" };
    });
  return unlessHeld(proven, { outcome: "held" });
}

/** Refuses an open claim, and journals who did. @returns null when it is not open */
export async function rejectClaim(
  db: Knex,
  id: string,
  { by, note, now }: { readonly by: string; readonly note: string | null; readonly now: Date },
): Promise<TenantClaim | null> {
  return db.transaction(async (trx) => {
    const seen = await readClaim(trx, { id });
    if (seen === null) {
      return null;
    }
    await lockCompany(trx, seen.companyId);
    const rejected = await decideClaim(trx, id, { state: "rejected", by, note }, now);
    if (rejected !== null) {
      const { companyId, domain } = rejected;
      await recordDecision(trx, companyId, "reject_claim", { by, note, claimId: id, domain, now });
    }
    return rejected;
  });
}

/** Companies whose proven tenant waits for its owner to accept the seller. */
export async function listPendingRelationships(db: Knex, domain: string): Promise<string[]> {
  const rows: { company_id: string }[] = await db("csp_company_tenant")
    .where({ domain: domain.toLowerCase(), state: "pending_relationship" })
    .select("company_id");
  return rows.map((row) => row.company_id);
}

/**
 * Hands out the sealed first sign-in and erases it in the same statement: of two requests at once one gets it. Who got
 * it is journalled with it.
 *
 * @returns null when there is none or it has been shown.
 */
export async function takeFirstSignIn(
  db: Knex,
  companyId: string,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<string | null> {
  return db.transaction(async (trx) => {
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
      await recordAct(trx, { at: now, actor, action: "read_first_sign_in", objectId: companyId, detail: {} });
    }
    return sealed;
  });
}

async function recordDecision(
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
  await recordAct(trx, { at, actor, action, objectId: companyId, detail: { claim: claimId, domain, note } });
}

/** A tenant is one company's: the database refuses a second one. */
async function unlessHeld<T>(write: () => Promise<T>, held: T): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (isUniqueViolation(error, "csp_company_tenant_one_company")) {
      return held;
    }
    throw error;
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
