import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenterCall } from "../../connections/partner-center-call";
import { decimalMoney, money } from "../../domain/money";
import { STRIPE_RIGHTS } from "../../integrations/stripe";
import { type OutsideSystem, scopesOf } from "../../modules/settings";
import { type AtStake, rowsOf } from "./kind";
import { payloadSchema } from "./order-payload";

/** Something that waits for our own set-up to be mended. */
export type Waiting = {
  readonly what: "order" | "event" | "invoice" | "reading";
  readonly count: number;
  /** The fault that it has met, by its reference; null for what is not begun while a fault stands. */
  readonly ref: string | null;
  /** What will be asked for; null where a fault was met. */
  readonly needs: { readonly system: OutsideSystem; readonly scopes: readonly string[] } | null;
  /** Minor units of `currency`; null where no money hangs on it, or it cannot be read how much. */
  readonly money: { readonly amount: number; readonly currency: string; readonly words: string } | null;
};

const CHARGE = { system: "stripe", scopes: STRIPE_RIGHTS.charge } as const;
const READING = {
  system: "partner_center",
  scopes: scopesOf(partnerCenterCall("GET /customers/:id/subscriptions/:id")),
} as const;

const TASK_WAITS = "t.state in ('ready', 'waiting', 'leased') and t.set_up_fault is not null";

const ORDERS = `select t.set_up_fault as ref, t.payload from csp_provisioning_task t
  where ${TASK_WAITS} order by t.set_up_since, t.id limit :most`;

const EVENTS = `select e.set_up_fault as ref, count(*)::int as count from csp_inbox_event e
  where e.state = 'waiting' and e.set_up_fault is not null group by e.set_up_fault limit :most`;

/** Due to be charged by now. The first invoice of an order that waits itself is not counted beside it. */
const INVOICES = `select i.currency, count(*)::int as count,
    sum(i.gross - i.credit_applied - i.amount_credited - i.amount_paid) as amount
  from csp_invoice i
  where i.next_charge_at <= :now::timestamptz and i.status in ('open', 'payment_failed') and not exists (
    select from csp_provisioning_task t where t.group_id = i.order_id and ${TASK_WAITS})
  group by i.currency limit :most`;

const READINGS = `select count(*)::int as count from csp_subscription s
  where s.next_sync_at <= :now::timestamptz limit :most`;

/** All that waits for our own set-up at `now`, or would meet a fault of it when it is begun. */
export async function waitingFor(container: MedusaContainer, now: Date): Promise<Waiting[]> {
  const orders = await rowsOf<{ ref: string; payload: unknown }>(container, ORDERS, now);
  const events = await rowsOf<{ ref: string; count: number }>(container, EVENTS, now);
  const invoices = await rowsOf<{ currency: string; count: number; amount: string }>(container, INVOICES, now);
  const readings = await rowsOf<{ count: number }>(container, READINGS, now);
  return [
    ...orders.map(({ ref, payload }) => waitingOrder(ref, payload)),
    ...events.map(({ ref, count }) => ({ what: "event", count, ref, needs: null, money: null }) as const),
    ...invoices.map(({ currency, count, amount }) => {
      const words = `Due to be charged: ${count} ${count === 1 ? "invoice" : "invoices"}`;
      const due = { amount: Number(amount), currency: currency.toUpperCase(), words };
      return { what: "invoice", count, ref: null, needs: CHARGE, money: due } as const;
    }),
    ...readings.map(({ count }) => ({ what: "reading", count, ref: null, needs: READING, money: null }) as const),
  ];
}

function waitingOrder(ref: string, payload: unknown): Waiting {
  return { what: "order", count: 1, ref, needs: null, money: heldOf(payload) };
}

/** Null for an order that is not as it is written down: it must not hide the fault that it waits for. */
function heldOf(payload: unknown): Waiting["money"] {
  const order = payloadSchema.safeParse(payload);
  if (!order.success) {
    return null;
  }
  const { displayId, authorisedAmount: amount, currency } = order.data;
  return { amount, currency: currency.toUpperCase(), words: `Authorised for order ${displayId}` };
}

/** The sum of what waits, in the currency in which most waits; sums of others are said in words. */
export function moneyOf(waits: readonly Waiting[]): AtStake | null {
  const sums = new Map<string, NonNullable<Waiting["money"]>[]>();
  for (const one of waits.flatMap((wait) => wait.money ?? [])) {
    sums.set(one.currency, [...(sums.get(one.currency) ?? []), one]);
  }
  const [most, ...others] = [...sums].sort(([a, of], [b, and]) => and.length - of.length || (a < b ? -1 : 1));
  if (most === undefined) {
    return null;
  }
  const [currency, inputs] = most;
  const besides = others.map(([other, of]) => inWords(sumOf(of), other));
  return {
    amount: sumOf(inputs),
    currency,
    rule: `What is reserved for the orders that wait, and due on the invoices.${
      besides.length === 0 ? "" : ` Besides, in other currencies: ${besides.join(", ")}.`
    }`,
    inputs: inputs.map(({ words, amount }) => ({ words, amount })),
  };
}

const sumOf = (inputs: readonly { readonly amount: number }[]): number =>
  inputs.reduce((sum, { amount }) => sum + amount, 0);

function inWords(amount: number, currency: string): string {
  const sum = decimalMoney(money(amount, currency));
  return `${sum.amount} ${sum.currency}`;
}
