import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { EXTENDED_TERM_TITLE } from "../extended-terms";
import { readSheet, type SheetRow } from "../reads/sheets";
import { forecast, readSaleStates } from "../selling/sale-changes";
import { refreshSalePrices } from "../selling/sale-prices";
import type { PriceSheetCounts, PriceSheetImport, PriceSheetLine, PriceSheetProblem } from "../types";
import { findDuplicates } from "./duplicates";
import { type ImportStamp, saveOffersAndPlans } from "./offers-and-plans";
import { IMPORT_LOCK, savePrices } from "./prices";
import { stageRows } from "./staging";

export type ImportRequest = {
  /** Name of the file or address, for people. */
  readonly source: string;
  readonly rows: AsyncIterable<readonly PriceSheetLine[]>;
  /** Asked once, after the last row: the digest of all bytes and everything that was wrong with them. */
  readonly finish: () => {
    readonly sha256: string;
    readonly problems: readonly PriceSheetProblem[];
    readonly problemCount: number;
  };
  /** How many problems are worth listing. */
  readonly problemLimit: number;
  readonly now: Date;
  /** Says what would happen, and imports nothing. */
  readonly isForecast: boolean;
  /** An older month than the newest one is meant. */
  readonly acceptOlder: boolean;
  /** Who imports it, for the journal; left out by the product's own work. */
  readonly actor?: string;
};

/** Carries the answer of a refused or repeated import out of the transaction that it undoes. */
class NothingImported extends Error {
  constructor(readonly answer: PriceSheetImport) {
    super("nothing imported");
  }
}

/** Imports one price sheet whole or not at all, in one transaction, `journal` included. */
export async function importPriceSheet(
  db: Knex,
  request: ImportRequest,
  journal: (trx: Knex, sheetId: string) => Promise<void>,
): Promise<PriceSheetImport> {
  try {
    return await db.transaction(async (trx) => {
      const answer = await importInside(trx, request);
      if (answer.outcome === "imported") {
        await journal(trx, answer.sheet.id);
      }
      return answer;
    });
  } catch (error) {
    if (error instanceof NothingImported) {
      return error.answer;
    }
    throw error;
  }
}

async function importInside(trx: Knex.Transaction, request: ImportRequest): Promise<PriceSheetImport> {
  const rows = await stageRows(trx, request.rows);
  const read = request.finish();
  const duplicates = await findDuplicates(trx, request.problemLimit);
  const problemCount = read.problemCount + duplicates.count;
  if (problemCount > 0) {
    const problems = [...read.problems, ...duplicates.problems]
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
      .slice(0, request.problemLimit);
    throw new NothingImported({ outcome: "refused", problems, problemCount });
  }
  await trx.raw("select pg_advisory_xact_lock(?)", [IMPORT_LOCK]);
  const known = await trx<SheetRow>("csp_price_sheet").where({ sha256: read.sha256, undone_at: null }).first();
  if (known) {
    throw new NothingImported({ outcome: "unchanged", sheet: readSheet(known) });
  }
  const facts = await readFacts(trx);
  const newerMonth = await findNewerMonth(trx, facts);
  if (newerMonth !== null && !request.isForecast && !request.acceptOlder) {
    throw new NothingImported({ outcome: "older", month: facts.month, newerMonth });
  }
  const staged = { request, rows, sha256: read.sha256, facts, newest: newerMonth === null };
  if (!request.isForecast) {
    const sheet = await save(trx, staged);
    await refreshSalePrices(trx, request.now);
    return { outcome: "imported", sheet: readSheet(sheet) };
  }
  // From the sheet's month on, when it is one to come: until then nothing of it holds.
  const at = new Date(Math.max(request.now.getTime(), monthStart(facts.month).getTime()));
  const before = await readSaleStates(trx, at);
  const { market, currency, month, counts } = readSheet(await save(trx, staged));
  await refreshSalePrices(trx, request.now);
  const sales = forecast(at, before, await readSaleStates(trx, at));
  throw new NothingImported({ outcome: "forecast", forecast: { market, currency, month, counts, newerMonth, sales } });
}

async function readFacts(trx: Knex.Transaction): Promise<Facts> {
  const { rows } = await trx.raw<{ rows: Facts[] }>(FACTS);
  const facts = rows[0];
  if (!facts) {
    throw new Error("The staged price sheet holds no row.");
  }
  return facts;
}

async function findNewerMonth(trx: Knex.Transaction, { market, currency, month, kind }: Facts): Promise<string | null> {
  const newest = await trx("csp_price_sheet")
    .where({ market, currency, kind, undone_at: null })
    .andWhere("month", ">", month)
    .max<{ month: string | null }>("month as month")
    .first();
  return newest?.month ?? null;
}

const monthStart = (month: string) => new Date(`${month}-01T00:00:00Z`);

async function save(
  trx: Knex.Transaction,
  input: { request: ImportRequest; rows: number; sha256: string; facts: Facts; newest: boolean },
): Promise<SheetRow> {
  const { now, source } = input.request;
  const { facts } = input;
  const place = { market: facts.market, currency: facts.currency };
  const stamp: ImportStamp = { sheetId: generateEntityId(undefined, "csheet"), now, newest: input.newest };
  const undo = { undone_at: null, can_be_undone: true };
  const own = {
    id: stamp.sheetId,
    source,
    sha256: input.sha256,
    ...place,
    month: facts.month,
    kind: facts.kind,
    imported_at: now,
  };
  const sheet = { ...own, ...undo };
  await trx("csp_price_sheet").where({ can_be_undone: true }).update({ can_be_undone: false });
  await trx("csp_price_sheet").insert(sheet);

  const added = await saveOffersAndPlans(trx, stamp);
  const changes = await savePrices(trx, { ...stamp, monthStart: monthStart(facts.month) });
  const counts: PriceSheetCounts = {
    rows: input.rows,
    ...added,
    ...changes,
    missing: stamp.newest ? await countMissing(trx, stamp.sheetId, { ...place, kind: facts.kind }) : 0,
    trials: Number(facts.trials),
    free: Number(facts.free),
    costAboveList: Number(facts.cost_above_list),
  };
  await trx("csp_price_sheet")
    .where({ id: sheet.id })
    .update({ counts: JSON.stringify(counts) });
  return { ...sheet, counts };
}

type Facts = {
  market: string;
  currency: string;
  month: string;
  kind: SheetRow["kind"];
  trials: string;
  free: string;
  cost_above_list: string;
};

/** The sheet is the month's in which its newest price begins. */
const FACTS = `select min(market) as market, min(currency) as currency,
    to_char(max(vendor_from) at time zone 'UTC', 'YYYY-MM') as month,
    case when bool_and(sku_title ~* '${EXTENDED_TERM_TITLE}') then 'extended_terms' else 'licences' end as kind,
    count(*) filter (where is_trial) as trials,
    count(*) filter (where not is_trial and cost = 0 and list = 0) as free,
    count(*) filter (where cost > list) as cost_above_list
  from csp_sheet_stage having count(*) > 0`;

async function countMissing(
  trx: Knex.Transaction,
  sheetId: string,
  { market, currency, kind }: Pick<SheetRow, "market" | "currency" | "kind">,
) {
  const found = await trx("csp_plan as p")
    .join("csp_price_sheet as last", "last.id", "p.last_sheet_id")
    .where({ "p.market": market, "p.currency": currency, "last.kind": kind })
    .whereNot({ "p.last_sheet_id": sheetId })
    .count<{ count: string }[]>("p.id");
  return Number(found[0]?.count ?? 0);
}
