import { type AttentionKind, rowsOf } from "./kind";

type Row = {
  id: string;
  state: "open" | "authorised" | "ordered";
  order_id: string | null;
  company_id: string;
  amount: string;
  currency: string;
  tries: number;
  last_error: string | null;
  since: Date;
};

const STUCK = `select id, state, order_id, company_id, amount, currency, tries, last_error,
    coalesce(ordered_at, authorised_at, expires_at) as since
  from csp_checkout
  where (state = 'open' and stripe_session_id is not null and next_check_at is not null
      and expires_at < :now::timestamptz - interval '1 day')
    or (order_id is null and state = 'authorised' and authorised_at < :now::timestamptz - interval '10 minutes')
    or (order_id is not null and next_check_at is not null and tries >= 5)
  order by since, id limit :most`;

/** What is known of one by its state: `ordered` has an order that is not announced. */
const WORDS: Readonly<Record<Row["state"], string>> = {
  open: "The card page ended more than a day ago, and Stripe does not say whether it was paid: money may be reserved on the customer's card. It is asked again by itself; look the payment up in Stripe's dashboard.",
  authorised:
    "A card is authorised, and the order could not be placed. It is tried again by itself; after a day the money is released.",
  ordered: "The order is placed, and its announcement to your own handlers fails. It is tried again by itself.",
};

/** A card is authorised and there is no order yet, or nobody says whether it is, or an order that a host's handler does not want to hear of. */
export const checkoutStuckKind: AttentionKind = {
  name: "checkout_stuck",
  title: "Checkout stands",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, STUCK, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: `${row.state} ${row.tries}`,
      words: WORDS[row.state],
      detail: row.last_error,
      customerReads: row.state === "open" ? null : "Your order is on its way.",
      companyId: row.company_id,
      links: row.order_id === null ? [] : [{ words: "Order", path: `/orders/${row.order_id}` }],
      money:
        row.order_id === null
          ? {
              amount: Number(row.amount),
              currency: row.currency.toUpperCase(),
              rule:
                row.state === "open"
                  ? "What may be reserved on the customer's card."
                  : "What is reserved on the customer's card.",
              inputs: [
                {
                  words: `${row.state === "open" ? "Asked for" : "Authorised"} in checkout ${row.id}`,
                  amount: Number(row.amount),
                },
              ],
            }
          : null,
      acts: [],
    }));
  },
};
