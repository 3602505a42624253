import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";

/** Something a person can do about an item: a route of the admin API that does it, and journals who did. */
export type AttentionAct = {
  readonly words: string;
  /** Below `/admin/csp`; called with POST. */
  readonly path: string;
  /** True: the route wants `{ reason }`, a sentence of the person's. */
  readonly asksReason: boolean;
  /** What is asked before it is done; null: it can be done without asking. */
  readonly warning: string | null;
};

/** Money at stake: how much in minor units of its currency, by which rule, from which rows. */
export type AtStake = {
  readonly amount: number;
  readonly currency: string;
  readonly rule: string;
  readonly inputs: readonly { readonly words: string; readonly amount: number }[];
};

export type AttentionItem = {
  /** Names the item within its kind. */
  readonly ref: string;
  readonly since: Date;
  /** What it looks like now: a person's word that it is settled holds for this and for no other. */
  readonly state: string;
  /** What happened, in a plain sentence for the seller's people. */
  readonly words: string;
  /** The code and what the outside said; null when there is nothing more to say. */
  readonly detail: string | null;
  /** What the customer reads of it meanwhile; null when it concerns or shows him nothing. */
  readonly customerReads: string | null;
  readonly companyId: string | null;
  /** Pages of the admin about it, by their paths. */
  readonly links: readonly { readonly words: string; readonly path: string }[];
  readonly money: AtStake | null;
  readonly acts: readonly AttentionAct[];
};

/**
 * One kind of thing that waits for a person. It is read from the state of its source and from nothing else: what heals
 * the source takes the item away.
 */
export type AttentionKind = {
  /** Also the label of its figure in `/csp/metrics`. */
  readonly name: string;
  readonly title: string;
  /** Whether a person's word settles it; where it does not, only its source does. */
  readonly isSettledByWord: boolean;
  /** Whether the seller is told of a new one at once, because money hangs on it; the others stand in the daily mail. */
  readonly isToldAtOnce: boolean;
  /** The items as they stand at `now`, in any order. At most `MOST_OF_A_KIND`, the oldest. */
  read(container: MedusaContainer, now: Date): Promise<AttentionItem[]>;
};

/** More of one kind is one trouble and not a list that anybody reads to its end. */
export const MOST_OF_A_KIND = 500;

/** Rows of one statement, which says `limit :most`; `:now` is the instant it is asked at. */
export async function rowsOf<Row>(container: MedusaContainer, sql: string, now: Date): Promise<Row[]> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const bindings = { now: now.toISOString(), most: MOST_OF_A_KIND };
  return (await db.raw<{ rows: Row[] }>(sql, bindings)).rows;
}

/**
 * Items of rows, one by one. A row that is not as it is written down here stands as an item that says so, and takes none
 * of the others away.
 *
 * @param known what is known of a row that cannot be read
 */
export function itemsOf<Row>(
  rows: readonly Row[],
  itemOf: (row: Row) => AttentionItem,
  known: (row: Row) => Pick<AttentionItem, "ref" | "since" | "links">,
): AttentionItem[] {
  return rows.map((row) => {
    try {
      return itemOf(row);
    } catch (error) {
      return {
        ...known(row),
        state: "unreadable",
        words: "What is stored of it cannot be read, so no more is known here. It needs a look into the database.",
        detail: String(error).slice(0, 1000),
        customerReads: null,
        companyId: null,
        money: null,
        acts: [],
      };
    }
  });
}

/** For a `where`: nobody has settled the row by his word. `ref` and `state` are SQL. */
export const unsettled = (kind: string, ref: string, state: string): string =>
  `not exists (select from csp_attention_mark m
     where m.kind = '${kind}' and m.ref = ${ref} and m.resolved_state = ${state})`;

/** An instant as the seller's people read it, in UTC. */
export const minuteOf = (instant: Date): string =>
  instant.toLocaleString("en-GB", { timeZone: "UTC", dateStyle: "medium", timeStyle: "short" });

export const orderLink = (orderId: string) => ({ words: "Order", path: `/orders/${orderId}` });
export const customerLink = (customerId: string) => ({ words: "Customer", path: `/customers/${customerId}` });
export const accountLink = (accountId: string) => ({
  words: "Billing account",
  path: `/csp/billing-accounts/${accountId}`,
});
export const invoiceLink = (invoiceId: string, number: string | null) => ({
  words: number === null ? "Draft" : `Invoice ${number}`,
  path: `/csp/invoices?document=${invoiceId}`,
});
