import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { LeasedTable, RELEASED } from "../../database";
import type { LeasedClaim, TenantClaim, TenantClaimState } from "./types";

const TABLE = "csp_tenant_claim";
/** Codes of the last day; they outlive the claims they were sent for. */
const CODES = "csp_tenant_code";

/** Longer than two looks at the vendor and a mail take, with all their repeats. */
const claimLeases = new LeasedTable(TABLE, 600);

/** Guesses at one code, over all processes. */
export const CODE_TRIES = 5;
/** Codes for one company, and for one tenant, within a day: more would be a nuisance to its owner. */
const CODES_A_DAY = 5;
const CODES_A_DAY_FOR_A_TENANT = 10;
const BETWEEN_CODES_MS = 60_000;
const DAY_MS = 24 * 3_600_000;

type ClaimRow = {
  id: string;
  company_id: string;
  domain: string;
  state: TenantClaimState;
  code_hash: string | null;
  code_expires_at: Date | null;
  codes_sent: number;
  code_sent_at: Date | null;
  look_at: Date | null;
  lookups: number;
  vendor_tenant_id: string | null;
  decided_by: string | null;
  decided_at: Date | null;
  note: string | null;
  created_at: Date;
};

export function claimFromRow(row: ClaimRow): TenantClaim {
  return {
    id: row.id,
    companyId: row.company_id,
    domain: row.domain,
    state: row.state,
    codesSent: row.codes_sent,
    codeSentAt: row.code_sent_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    note: row.note,
    createdAt: row.created_at,
  };
}

/**
 * Opens the company's claim to a domain, or keeps the open one. It takes the place of the one before, whose id and lease
 * are gone: whoever decides or looks something up for that one does nothing to this. How many codes were sent counts on.
 */
export async function openClaim(db: Knex, companyId: string, domain: string, now: Date): Promise<void> {
  const fresh = {
    ...RELEASED,
    id: generateEntityId(undefined, "cspclm"),
    domain,
    state: "open",
    code_hash: null,
    code_expires_at: null,
    tries: 0,
    look_at: now,
    lookups: 0,
    vendor_tenant_id: null,
    decided_by: null,
    decided_at: null,
    note: null,
    created_at: now,
  };
  await db(TABLE)
    .insert({ company_id: companyId, ...fresh })
    .onConflict("company_id")
    .merge(fresh)
    .whereRaw(`${TABLE}.domain <> ? or ${TABLE}.state <> 'open'`, [domain]);
}

/** Withdraws a claim that nobody has decided: the company has chosen another tenant. */
export async function withdrawClaim(db: Knex, companyId: string): Promise<void> {
  await db(TABLE).where({ company_id: companyId, state: "open" }).delete();
}

/** Asks for a look at the vendor and a new code. Whether one goes out is decided there, and the caller is told nothing. */
export async function wantCode(db: Knex, companyId: string, now: Date): Promise<void> {
  await db(TABLE)
    .where({ company_id: companyId, state: "open" })
    .whereRaw("(code_sent_at is null or code_sent_at <= ?)", [new Date(now.getTime() - BETWEEN_CODES_MS)])
    .update({ look_at: now, lookups: 0 });
}

/** Looks again at open claims to this domain: the vendor has said that something changed there. */
export async function wantCodesFor(db: Knex, domain: string, now: Date): Promise<number> {
  return db(TABLE).where({ domain, state: "open", code_hash: null }).update({ look_at: now, lookups: 0 });
}

export async function leaseClaim(db: Knex, now: Date): Promise<LeasedClaim | null> {
  const { rows, token } = await claimLeases.take<ClaimRow>(db, {
    where: "t.state = 'open' and t.look_at <= :now",
    bindings: { now },
    orderBy: "t.look_at, t.id",
    limit: 1,
    columns: `${TABLE}.*`,
    set: "lookups = lookups + 1",
  });
  return rows[0] ? { ...claimFromRow(rows[0]), lookups: rows[0].lookups, leaseToken: token } : null;
}

export const nextClaimAt = (db: Knex): Promise<Date | null> => claimLeases.earliest(db, "look_at", "state = 'open'");

/**
 * Keeps the hash of a new code in place of the earlier one, if another may be sent today: to this tenant, and for this
 * company, whatever became of the claims that earlier ones were sent for.
 *
 * @returns the number of the company's code within a day, or null when none may be sent or the lease was lost
 */
export async function keepCode(
  db: Knex,
  { id, companyId, domain, leaseToken: token }: LeasedClaim,
  code: { readonly hash: string; readonly expiresAt: Date; readonly vendorTenantId: string },
  now: Date,
): Promise<number | null> {
  return db.transaction(async (trx) => {
    // One after the other for a tenant: of two companies that ask at once the second sees what the first was sent.
    await trx.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [`${CODES} ${domain}`]);
    const { ofCompany, ofTenant } = await codesSince(trx, {
      companyId,
      domain,
      since: new Date(now.getTime() - DAY_MS),
    });
    if (ofCompany >= CODES_A_DAY || ofTenant >= CODES_A_DAY_FOR_A_TENANT) {
      return null;
    }
    const number = ofCompany + 1;
    const kept: number = await claimLeases.held(trx, { id, token }).where({ state: "open" }).update({
      code_hash: code.hash,
      code_expires_at: code.expiresAt,
      vendor_tenant_id: code.vendorTenantId,
      tries: 0,
      codes_sent: number,
      code_sent_at: now,
    });
    if (kept === 0) {
      return null;
    }
    await trx(CODES).insert({ domain, company_id: companyId, sent_at: now });
    return number;
  });
}

/** How many codes were sent; older ones are forgotten. */
async function codesSince(
  trx: Knex.Transaction,
  { companyId, domain, since }: { readonly companyId: string; readonly domain: string; readonly since: Date },
): Promise<{ readonly ofCompany: number; readonly ofTenant: number }> {
  await trx(CODES).where("sent_at", "<=", since).delete();
  const count = async (where: Record<string, string>) => {
    const row = await trx(CODES).where(where).count({ n: "*" }).first<{ n: string | number }>();
    return Number(row.n);
  };
  return { ofCompany: await count({ company_id: companyId }), ofTenant: await count({ domain }) };
}

/** Gives the claim back; it is looked at again at `lookAt`, or when somebody asks (null). */
export async function releaseClaim(db: Knex, claim: LeasedClaim, lookAt: Date | null): Promise<void> {
  await claimLeases.held(db, { id: claim.id, token: claim.leaseToken }).update({ ...RELEASED, look_at: lookAt });
}

/** Counts one guess, and answers with what it is to be compared with; null when no guess is open. */
export async function countTry(
  db: Knex,
  companyId: string,
  now: Date,
): Promise<{ claim: TenantClaim; codeHash: string; vendorTenantId: string } | null> {
  const [row] = await db(TABLE)
    .where({ company_id: companyId, state: "open" })
    .whereNotNull("code_hash")
    .where("tries", "<", CODE_TRIES)
    .where("code_expires_at", ">", now)
    .update({ tries: db.raw("tries + 1") })
    .returning<ClaimRow[]>("*");
  return row?.code_hash && row.vendor_tenant_id
    ? { claim: claimFromRow(row), codeHash: row.code_hash, vendorTenantId: row.vendor_tenant_id }
    : null;
}

/** Decides an open claim, once. @returns null when it is not open */
export async function decideClaim(
  db: Knex,
  id: string,
  decision: { readonly state: Exclude<TenantClaimState, "open">; readonly by: string; readonly note: string | null },
  now: Date,
): Promise<TenantClaim | null> {
  const { state, by, note } = decision;
  const [row] = await db(TABLE)
    .where({ id, state: "open" })
    .update({ state, decided_by: by, decided_at: now, note, code_hash: null, look_at: null })
    .returning<ClaimRow[]>("*");
  return row ? claimFromRow(row) : null;
}

export async function readClaim(db: Knex, where: { id: string } | { company_id: string }): Promise<TenantClaim | null> {
  const row = await db(TABLE).where(where).first<ClaimRow | undefined>();
  return row ? claimFromRow(row) : null;
}

/** Claims in this state, the oldest first. */
export async function listClaims(
  db: Knex,
  filter: { readonly state: TenantClaimState; readonly limit: number; readonly offset: number },
): Promise<{ claims: TenantClaim[]; count: number }> {
  const { state, limit, offset } = filter;
  const rows: ClaimRow[] = await db(TABLE).where({ state }).orderBy(["created_at", "id"]).limit(limit).offset(offset);
  const total = await db(TABLE).where({ state }).count({ n: "*" }).first<{ n: string | number }>();
  return { claims: rows.map(claimFromRow), count: Number(total.n) };
}
