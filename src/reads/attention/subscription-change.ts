import type { ChangeKind } from "../../modules/subscription";
import { type AttentionAct, type AttentionKind, rowsOf } from "./kind";

type Row = {
  id: string;
  subscription_id: string;
  company_id: string;
  kind: ChangeKind;
  state: string;
  stands_in: string | null;
  last_error: string | null;
  attempts: number;
  sku_title: string;
  order_id: string;
  hold_amount: string | null;
  currency: string;
  since: Date;
};

/** How long a change waits for our set-up, or for a system that is away, before it stands here. */
const PATIENCE = "1 day";

const STANDING = `select c.id, c.subscription_id, c.company_id, c.kind, c.state, c.stands_in, c.last_error, c.attempts,
    s.sku_title, s.order_id, c.hold_amount, s.currency,
    coalesce(c.standing_since, least(c.set_up_since, c.absent_since), c.created_at) as since
  from csp_subscription_change c join csp_subscription s on s.id = c.subscription_id
  where c.state = 'needs_attention' or (c.finished_at is null
    and least(c.set_up_since, c.absent_since) <= :now::timestamptz - interval '${PATIENCE}')
  order by since, c.id limit :most`;

const WHAT: Readonly<Record<ChangeKind, string>> = {
  add_seats: "More seats of",
  return_seats: "Fewer seats of",
  cancel: "The cancellation of",
  renewal: "The choice for the end of the term of",
};

/** Where it stands, and what is certain there. */
const WHERE: Readonly<Record<string, string>> = {
  requested: "stands at holding the amount on the card. The vendor has heard of nothing.",
  awaiting_customer: "stands at the customer's confirmation. The vendor has heard of nothing.",
  at_vendor:
    "stands at the vendor. Look there whether it was done before you retry: what was done is found and not done again.",
  settling: "is confirmed by the vendor and is not settled: its bill, its payment or the end of the term stands.",
  releasing: "came to nothing, and letting go what is held for it stands.",
};

/** Where the vendor has not confirmed it yet. */
const REFUSABLE: ReadonlySet<string> = new Set(["requested", "awaiting_customer", "at_vendor"]);

const refuse = ({ id, subscription_id }: Row): AttentionAct => ({
  words: "Refuse and release",
  path: `/subscriptions/${subscription_id}/changes/${id}/refuse`,
  asksReason: true,
  warning:
    "The vendor is read first; what it has done is not refused. Otherwise the change ends, what is held for it is released, and the company is told your reason by mail.",
});

/** A change of a subscription that no attempt can get on before a person has done something. */
export const subscriptionChangeKind: AttentionKind = {
  name: "subscription_change",
  title: "Change stands",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    return (await rowsOf<Row>(container, STANDING, now)).map((row) => {
      const amount = row.hold_amount === null ? null : Number(row.hold_amount);
      return {
        ref: row.id,
        since: row.since,
        state: `${row.state} ${row.attempts}`,
        words: `${WHAT[row.kind]} ${row.sku_title} ${WHERE[row.stands_in ?? row.state] ?? ""}`,
        detail: row.last_error,
        customerReads: "This change is being carried out.",
        companyId: row.company_id,
        links: row.order_id === "" ? [] : [{ words: "Order", path: `/orders/${row.order_id}` }],
        money:
          amount === null
            ? null
            : {
                amount,
                currency: row.currency,
                rule: "What is held, or was to be held, on the company's card for it.",
                inputs: [{ words: "Shown to be due at once", amount }],
              },
        acts:
          row.state === "needs_attention"
            ? [
                {
                  words: "Retry",
                  path: `/subscriptions/${row.subscription_id}/changes/${row.id}/retry`,
                  asksReason: false,
                  warning: null,
                },
                ...(REFUSABLE.has(row.stands_in ?? "") ? [refuse(row)] : []),
              ]
            : [],
      };
    });
  },
};
