import { type AttentionKind, orderLink, rowsOf } from "./kind";

type Row = { order_id: string; display_id: number; company_id: string; amount: string; currency: string; since: Date };

/** The sweep takes up an order within a minute; what it has not after ten, it never will. */
const NOT_TAKEN_UP = `select k.order_id, o.display_id, k.company_id, k.amount, k.currency, k.ordered_at as since
  from csp_checkout k join "order" o on o.id = k.order_id and o.canceled_at is null
  where k.ordered_at < :now::timestamptz - interval '10 minutes'
    and not exists (select from csp_provisioning_task t where t.group_id = k.order_id)
  order by k.ordered_at, k.order_id limit :most`;

/** A paid order that has no steps at the vendor. */
export const orderNotTakenUpKind: AttentionKind = {
  name: "order_not_taken_up",
  title: "Order not begun",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, NOT_TAKEN_UP, now)).map((row) => ({
      ref: row.order_id,
      since: row.since,
      state: "not_taken_up",
      words: `Order ${row.display_id} is paid and nothing was begun for it.`,
      detail: "Each minute it is tried again; the log says why it fails. Retry says it here.",
      customerReads: "Your order is on its way.",
      companyId: row.company_id,
      links: [orderLink(row.order_id)],
      money: {
        amount: Number(row.amount),
        currency: row.currency.toUpperCase(),
        rule: "What is reserved on the customer's card.",
        inputs: [{ words: `Authorised for order ${row.display_id}`, amount: Number(row.amount) }],
      },
      acts: [{ words: "Retry", path: `/orders/${row.order_id}/take-up`, asksReason: false, warning: null }],
    }));
  },
};
