import { isHeldWhere } from "../../modules/subscription";
import { type AttentionKind, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  company_id: string;
  order_id: string;
  sku_title: string;
  quantity: number;
  unit_term_price: string;
  currency: string;
  problem: string;
  sync_failures: number;
  since: Date;
};

const NAME = "subscription_problem";

/**
 * A reading that failed once or twice is tried again within minutes and tells nothing yet; what holds, and what is written
 * down as a finding, is told of elsewhere.
 */
const PROBLEMS = `select id, company_id, order_id, sku_title, quantity, unit_term_price, currency, problem, sync_failures,
    coalesce(problem_since, synced_at) as since
  from csp_subscription s
  where problem is not null and not ${isHeldWhere("s")} and (sync_failures = 0 or sync_failures >= 3) and ${unsettled(NAME, "s.id", "s.problem")}
    and not exists (select from csp_subscription_finding f
      where f.subscription_id = s.id and f.gone_at is null and f.words = s.problem)
  order by since, id limit :most`;

/** Something about a subscription that is no difference of its own: a price that was not found, a reading that fails. */
export const subscriptionProblemKind: AttentionKind = {
  name: NAME,
  title: "Differs from the vendor",
  isSettledByWord: true,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, PROBLEMS, now)).map((row) => {
      const amount = row.quantity * Number(row.unit_term_price);
      const words = `${row.quantity} × ${row.sku_title}, the whole term`;
      return {
        ref: row.id,
        since: row.since,
        state: row.problem,
        words:
          row.sync_failures === 0
            ? `The vendor and we differ about ${row.sku_title}. What is billed was not changed.`
            : `${row.sku_title} could not be read at the vendor, ${row.sync_failures} times in a row. A renewal would not be seen.`,
        detail: row.problem,
        customerReads: null,
        companyId: row.company_id,
        links: row.order_id === "" ? [] : [{ words: "Order", path: `/orders/${row.order_id}` }],
        money: {
          amount,
          currency: row.currency,
          rule: "Seats times the price of the whole term, before tax, as we have them.",
          inputs: [{ words, amount }],
        },
        acts: [{ words: "Read again", path: `/subscriptions/${row.id}/read`, asksReason: false, warning: null }],
      };
    });
  },
};
