import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import type { TaxIdCheck } from "./types";

type CheckRow = {
  outcome: TaxIdCheck["outcome"];
  how: TaxIdCheck["how"];
  tax_id: string;
  country_code: string;
  decided_by: string | null;
  reason: string | null;
  reference: string | null;
  holder: string | null;
  legal_name: string | null;
  at: Date;
};

type ToCorrectRow = {
  id: string;
  company_id: string;
  tax_id: string;
  correct_since: Date;
  at: Date;
  until: Date | null;
};

/** The newest answer about the id and country that a company `c` has now, of whatever kind. */
const NEWEST = `left join lateral (
    select x.id, x.next_at from csp_tax_id_check x
    where x.company_id = c.id and x.tax_id = c.tax_id and x.country_code = c.country_code
    order by x.at desc, x.id desc limit 1
  ) n on true`;

/** Companies of these countries whose id was never asked about, or is to be asked about again. */
const ASKABLE = `from csp_company c ${NEWEST} where c.tax_id is not null and c.country_code = any(:countries)`;
/** Null where the answer is for good. */
const ASK_AT = "case when n.id is null then c.created_at else n.next_at end";

/** Invoices that were taxed while nobody knew whether the company's VAT id was valid, which it is. */
export type TaxToCorrect = {
  readonly checkId: string;
  readonly companyId: string;
  readonly taxId: string;
  /** When the id was first asked about. */
  readonly since: Date;
  /** When it was found valid. */
  readonly foundAt: Date;
  /** When it was found not to be valid after that; null: it was not. */
  readonly until: Date | null;
};

type NewTaxIdCheck = {
  readonly check: TaxIdCheck;
  /** When it is to be asked again; null: not until the id or the country changes. */
  readonly nextAt: Date | null;
  /** Since when no clear answer was known, where this one is the first: what was taxed since then is to be corrected. */
  readonly correctSince: Date | null;
};

/** What was found out about companies' VAT ids, each time; nothing is changed. Countries in lower case. */
export class TaxIdChecks {
  constructor(private readonly db: Knex) {}

  async record(companyId: string, { check, nextAt, correctSince }: NewTaxIdCheck, db: Knex = this.db): Promise<void> {
    await db("csp_tax_id_check").insert({
      id: generateEntityId(undefined, "csptic"),
      company_id: companyId,
      tax_id: check.taxId,
      country_code: check.countryCode,
      outcome: check.outcome,
      how: check.how,
      decided_by: check.by,
      reason: check.reason,
      reference: check.reference,
      holder: check.holder,
      legal_name: check.legalName,
      at: check.at,
      next_at: nextAt,
      correct_since: correctSince,
      correct_at: correctSince === null ? null : check.at,
    });
  }

  /** All that was found out about a company's ids, the newest first, at most `limit`. */
  async list(companyId: string, limit: number): Promise<TaxIdCheck[]> {
    const rows: CheckRow[] = await this.db("csp_tax_id_check")
      .where({ company_id: companyId })
      .orderBy([
        { column: "at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .limit(limit);
    return rows.map((row) => ({
      outcome: row.outcome,
      how: row.how,
      taxId: row.tax_id,
      countryCode: row.country_code,
      by: row.decided_by,
      reason: row.reason,
      reference: row.reference,
      holder: row.holder,
      legalName: row.legal_name,
      at: row.at,
    }));
  }

  /** Whether a person has accepted that an id of this holder's is the company's under the name it has. */
  async isAccepted(companyId: string, about: Pick<TaxIdCheck, "taxId" | "holder" | "legalName">): Promise<boolean> {
    const row = await this.db("csp_tax_id_check")
      .where({ company_id: companyId, how: "person" })
      .where({ tax_id: about.taxId, holder: about.holder, legal_name: about.legalName })
      .orderBy([
        { column: "at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .first<{ outcome: string } | undefined>("outcome");
    return row?.outcome === "valid";
  }

  /** What is to be corrected at `now`, the oldest first. */
  async toCorrect(now: Date, limit: number): Promise<TaxToCorrect[]> {
    const { rows } = await this.db.raw<{ rows: ToCorrectRow[] }>(
      `select x.id, x.company_id, x.tax_id, x.correct_since, x.at, (
         select min(y.at) from csp_tax_id_check y
         where y.company_id = x.company_id and y.tax_id = x.tax_id and y.country_code = x.country_code
           and y.outcome in ('invalid', 'other_holder') and (y.at, y.id) > (x.at, x.id)) as until
       from csp_tax_id_check x where x.correct_at <= :now order by x.correct_at, x.id limit :limit`,
      { now, limit },
    );
    return rows.map((row) => ({
      checkId: row.id,
      companyId: row.company_id,
      taxId: row.tax_id,
      since: row.correct_since,
      foundAt: row.at,
      until: row.until,
    }));
  }

  /** @param again when it is to be looked at again; null: it is corrected for good */
  async corrected(checkId: string, again: Date | null): Promise<void> {
    await this.db("csp_tax_id_check").where({ id: checkId }).update({ correct_at: again });
  }

  /** When the next correction is due; null: none is. */
  async nextCorrectionAt(): Promise<Date | null> {
    const row = await this.db("csp_tax_id_check").min<{ at: Date | null }>({ at: "correct_at" }).first();
    return row?.at ?? null;
  }

  /** Companies to ask about at `now`, those that wait longest first. */
  async due(now: Date, countries: readonly string[], limit: number): Promise<string[]> {
    const { rows } = await this.db.raw<{ rows: { id: string }[] }>(
      `select c.id ${ASKABLE} and ${ASK_AT} <= :now order by ${ASK_AT}, c.id limit :limit`,
      { countries: [...countries], now, limit },
    );
    return rows.map(({ id }) => id);
  }

  /** When the next company is to be asked about; null: none is. */
  async nextDueAt(countries: readonly string[]): Promise<Date | null> {
    const { rows } = await this.db.raw<{ rows: { at: Date | null }[] }>(`select min(${ASK_AT}) as at ${ASKABLE}`, {
      countries: [...countries],
    });
    return rows[0]?.at ?? null;
  }
}
