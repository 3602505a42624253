import { z } from "zod";
import { REFUSED_BY, type RefusedBy } from "../../domain/states";
import { ORDER_CANCELED, REFUSED_BY_SELLER } from "../../modules/provisioning";
import { type AttentionItem, type AttentionKind, itemsOf, orderLink, rowsOf, unsettled } from "./kind";
import { orderPayload, wasHeldFor, worthOf } from "./order-payload";

type Row = {
  group_id: string;
  payload: unknown;
  result: unknown;
  last_error: string | null;
  whole: boolean;
  /** Whether the books say what became of the money. */
  settled: boolean;
  since: Date;
  state: string;
};

const NAME = "refused_order";

/**
 * Orders that ended without licences for all that was ordered. What a person of the seller's refused, or cancelled, he
 * knows of.
 */
const REFUSED = `select * from (
    select t.group_id, t.payload, t.result, t.last_error, true as whole, t.finished_at as since,
      md5(coalesce(t.last_error, '')) as state, exists (
        select from csp_provisioning_task s
        where s.group_id = t.group_id and s.kind = 'settle_order' and s.state = 'done') as settled
    from csp_provisioning_task t
    where t.state = 'refused' and coalesce(t.result ->> 'code', '') not in ('${REFUSED_BY_SELLER}', '${ORDER_CANCELED}')
    union all
    select t.group_id, t.payload, t.result, null, false, t.finished_at, md5((t.result -> 'refused')::text), exists (
        select from csp_provisioning_task s
        where s.group_id = t.group_id and s.kind = 'settle_order' and s.state = 'done')
    from csp_provisioning_task t
    where t.kind = 'await_vendor' and t.state = 'done' and (t.result -> 'refused') <> '[]'::jsonb) refused
  where ${unsettled(NAME, "refused.group_id", "refused.state")}
  order by since, group_id limit :most`;

const wholeSchema = z.object({
  code: z.string(),
  reason: z.string(),
  detail: z.string().optional(),
  by: z.enum(REFUSED_BY).nullable().default(null),
});
const partSchema = z.object({
  refused: z.array(z.object({ orderLineId: z.string(), code: z.string(), reason: z.string(), detail: z.string() })),
});

/** What became of an order that ended without licences, by whose doing it was; neutral where nobody noted it. */
const ENDS: Readonly<Record<RefusedBy | "unknown", (order: string) => string>> = {
  bank: (order) => `The bank refused the payment of ${order}.`,
  vendor: (order) => `The vendor refused all of ${order}.`,
  seller: (order) => `A person refused ${order}.`,
  nobody: (order) => `${order.replace(/^o/, "O")} could not be carried out; nobody refused it.`,
  unknown: (order) => `${order.replace(/^o/, "O")} ended without licences.`,
};

/** An order, or lines of one, that came to nothing: the customer wanted licences and has none. */
export const refusedOrderKind: AttentionKind = {
  name: NAME,
  title: "Order without licences",
  isSettledByWord: true,
  isToldAtOnce: true,
  async read(container, now) {
    const rows = await rowsOf<Row>(container, REFUSED, now);
    return itemsOf(
      rows,
      (row) => (row.whole ? wholeItem(row) : partItem(row)),
      ({ group_id: ref, since }) => ({ ref, since, links: [orderLink(ref)] }),
    );
  },
};

function wholeItem(row: Row): AttentionItem {
  const order = orderPayload(row.payload);
  const { code, reason, detail, by } = wholeSchema.parse(row.result);
  return {
    ...common(row, order.companyId),
    words: `${ENDS[by ?? "unknown"](`order ${order.displayId}`)} Its money ${row.settled ? "was" : "is being"} released.`,
    detail: row.last_error ?? `${code}: ${detail ?? reason}`,
    customerReads: reason,
    money: order.refusal ? wasHeldFor(order) : worthOf(order, new Set(order.lines.map((line) => line.orderLineId))),
  };
}

function partItem(row: Row): AttentionItem {
  const order = orderPayload(row.payload);
  const { refused } = partSchema.parse(row.result);
  const titles = new Map(order.lines.map((line) => [line.orderLineId, line.skuTitle]));
  return {
    ...common(row, order.companyId),
    words: `The vendor refused ${refused.length} of ${order.lines.length} lines of order ${order.displayId}. The rest is live and ${row.settled ? "was" : "is being"} invoiced.`,
    detail: refused
      .map(({ orderLineId, code, detail }) => `${titles.get(orderLineId) ?? orderLineId}: ${code}: ${detail}`)
      .join("\n"),
    customerReads: [...new Set(refused.map(({ reason }) => reason))].join(" "),
    money: worthOf(order, new Set(refused.map(({ orderLineId }) => orderLineId))),
  };
}

function common(row: Row, companyId: string) {
  const { group_id: ref, since, state } = row;
  return { ref, since, state, companyId, links: [orderLink(ref)], acts: [] };
}
