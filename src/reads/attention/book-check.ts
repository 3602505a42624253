import { z } from "zod";
import { type AttentionItem, type AttentionKind, itemsOf, rowsOf } from "./kind";

type Row = { name: string; rule: string; broken: unknown; since: Date };

const ids = z.array(z.string());

/** A rule of the books that the last look through them found broken. */
export const bookCheckKind: AttentionKind = {
  name: "book_check",
  title: "Books",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    const sql = "select name, rule, broken, since from csp_book_finding order by since, name limit :most";
    const itemOf = (row: Row): AttentionItem => {
      const broken = ids.parse(row.broken);
      return {
        ref: row.name,
        since: row.since,
        state: broken.join(" "),
        words: `A rule of the books does not hold: ${row.rule}`,
        detail: `${row.name}, broken by ${broken.join(", ")}`,
        customerReads: null,
        companyId: null,
        links: [],
        money: null,
        acts: [{ words: "Check again", path: "/billing-checks", asksReason: false, warning: null }],
      };
    };
    return itemsOf(await rowsOf<Row>(container, sql, now), itemOf, ({ name: ref, since }) => ({
      ref,
      since,
      links: [],
    }));
  },
};
