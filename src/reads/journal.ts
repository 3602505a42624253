import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** What a person did, in any part of the house. */
export type JournalLine = {
  readonly at: Date;
  /** A user's, a customer's or an API key's id; `ticker` and `seatline` are the product itself. */
  readonly actor: string;
  readonly area: JournalArea;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

export type JournalSearch = {
  readonly area?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly actor?: string;
  readonly limit: number;
  readonly offset: number;
};

type Row = {
  at: Date;
  actor: string;
  area: JournalArea;
  action: string;
  object_kind: string;
  object_id: string;
  detail: Record<string, unknown>;
};

/** Modules whose journals look alike; billing's says it by columns of its own. */
export const ALIKE_JOURNALS = ["attention", "catalog", "company", "provisioning"] as const;

/** Whose journal a line stands in. */
export type JournalArea = (typeof ALIKE_JOURNALS)[number] | "billing";

const JOURNAL = [
  ...ALIKE_JOURNALS.map(
    (area) =>
      `select at, actor, '${area}' as area, action, object_kind, object_id, detail, id from csp_${area}_journal`,
  ),
  `select at, actor, 'billing', action,
     case when invoice_id is not null then 'invoice' when billing_run_id is not null then 'billing_run'
       else 'billing_account' end,
     coalesce(invoice_id, billing_run_id, billing_account_id, ''), detail, id
   from csp_billing_journal`,
].join(" union all ");

const FILTERS = [
  ["area", "area"],
  ["objectKind", "object_kind"],
  ["objectId", "object_id"],
  ["actor", "actor"],
] as const;

/** Who did what, the newest first: one list over the journals of all modules. */
export async function readJournal(
  container: MedusaContainer,
  search: JournalSearch,
): Promise<{ lines: JournalLine[]; count: number }> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const wanted = FILTERS.flatMap(([key, column]) => {
    const value = search[key];
    return value === undefined ? [] : [{ column, value }];
  });
  const where = wanted.length === 0 ? "" : `where ${wanted.map(({ column }) => `${column} = ?`).join(" and ")}`;
  const bindings = wanted.map(({ value }) => value);
  const { rows: counted } = await db.raw<{ rows: { n: number }[] }>(
    `select count(*)::int as n from (${JOURNAL}) j ${where}`,
    bindings,
  );
  const { rows } = await db.raw<{ rows: Row[] }>(
    `select at, actor, area, action, object_kind, object_id, detail from (${JOURNAL}) j ${where}
     order by at desc, area, id desc limit ? offset ?`,
    [...bindings, search.limit, search.offset],
  );
  const lines = rows.map(({ object_kind: objectKind, object_id: objectId, ...row }) => ({
    ...row,
    objectKind,
    objectId,
  }));
  return { lines, count: counted[0]?.n ?? 0 };
}
