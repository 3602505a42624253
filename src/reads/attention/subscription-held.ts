import { isStable, type Sighting } from "../../domain/subscription";
import { isHeldWhere } from "../../modules/subscription";
import { type AttentionAct, type AttentionKind, orderLink, rowsOf } from "./kind";

type Row = {
  id: string;
  company_id: string;
  order_id: string;
  sku_title: string;
  quantity: number;
  unit_term_price: string;
  currency: string;
  problem: string | null;
  vendor_sighting: Sighting;
};

/** What was said once may be taken back within the hour; it is asked again meanwhile, and billing holds. */
const HELD = `select id, company_id, order_id, sku_title, quantity, unit_term_price, currency, problem, vendor_sighting
  from csp_subscription s where ${isHeldWhere("s")} order by vendor_sighting ->> 'since', id limit :most`;

/** Licences that are gone or suspended at the vendor while our books have them live. No word settles it: a decision does. */
export const subscriptionHeldKind: AttentionKind = {
  name: "subscription_held",
  title: "Billing holds",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    const rows = await rowsOf<Row>(container, HELD, now);
    return rows
      .filter((row) => isStable(row.vendor_sighting))
      .map((row) => {
        const { state, said, since } = row.vendor_sighting;
        const amount = row.quantity * Number(row.unit_term_price);
        return {
          ref: row.id,
          since: new Date(since),
          state: `${state} ${since}`,
          words:
            state === "suspended"
              ? `${row.sku_title} is suspended at the vendor, who bills you for it all the same. Its customer is charged nothing until you decide.`
              : `The vendor says that the licences of ${row.sku_title} are gone (${said}), though their term runs. Its customer is charged nothing until you decide.`,
          detail: row.problem,
          customerReads: null,
          companyId: row.company_id,
          links: row.order_id === "" ? [] : [orderLink(row.order_id)],
          money: {
            amount,
            currency: row.currency,
            rule: "Seats times the price of the whole term, before tax, as we have them.",
            inputs: [{ words: `${row.quantity} × ${row.sku_title}, the whole term`, amount }],
          },
          acts: [
            { words: "Read again", path: `/subscriptions/${row.id}/read`, asksReason: false, warning: null },
            state === "suspended" ? billOn(row.id) : end(row.id, since),
          ],
        };
      });
  },
};

const billOn = (id: string): AttentionAct => ({
  words: "Bill on",
  path: `/subscriptions/${id}/bill-on`,
  asksReason: false,
  warning:
    "What was due meanwhile is charged, and billing goes on for as long as the vendor says that it is suspended. The customer cannot use the licences.",
});

const end = (id: string, since: string): AttentionAct => ({
  words: "End it",
  path: `/subscriptions/${id}/end`,
  asksReason: false,
  warning: `It ends in our books on ${since.slice(0, 10)}, the day on which its licences were first seen to be gone; what was charged for later days becomes credit. This cannot be undone: look in Partner Center first.`,
});
