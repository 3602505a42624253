import { MedusaError } from "@medusajs/framework/utils";
import fc from "fast-check";
import { InputError } from "../../src/errors/input-error";
import { creditGiven, uncovered, WENT_BACK } from "../../src/modules/billing/repositories/given-credit";
import { billOrder } from "../../src/processes/billing/bill-order";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeInvoicePayment } from "../../src/processes/billing/collect/notice-payment";
import { noticeDispute, noticeRefunds } from "../../src/processes/billing/collect/notice-reversal";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

/**
 * Purchases, months, returned seats, credit notes, and what somebody does in the card processor's dashboard, in any order
 * and heard of in any order. Whatever came, the money is accounted for to the cent, and who has to decide is told.
 */

const START = new Date("2026-03-15T10:00:00Z");
const ORDER = "order_1";
const PI = "pi_order";
const HELD = 30_000;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;
let now: Date;

beforeAll(async () => {
  database = await createBillingDatabase("billing_any_order");
});
afterAll(() => database.drop());

async function begin(): Promise<void> {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  world.card = card;
  now = START;
  accountId = await world.addCompany("acme");
  card.authorise(PI, HELD);
  const quote = { id: "quote_1", hash: "hash", companyId: "acme", currency: "USD", createdAt: now, shown: {} };
  const facts = { billingDay: null, tax: null, tenant: null, lines: [] };
  await database.billing.storeQuote({ ...quote, expiresAt: new Date(now.getTime() + DAY_MS), facts });
  const paid = { paymentIntentId: PI, billingAccountId: accountId, amount: HELD, currency: "USD" };
  world.checkouts.set(ORDER, { quoteId: quote.id, poNumber: null, authorisedAt: now, orderId: ORDER, ...paid });
  const payments = [{ id: "pay_1", data: { payment_intent_id: PI }, captures: [{ amount: 1_000_000 }] }];
  world.orders.set(ORDER, { displayId: 7, payments });
  world.addSubscription({ id: "monthly", companyId: "acme", startedOn: "2026-03-15" });
  // Less than a card is charged: it is collected with the next invoice.
  world.addSubscription({ id: "tiny", companyId: "acme", startedOn: "2026-03-20", quantity: 1, unitTermPrice: 360 });
  await run();
}

const goOn = (ms: number) => {
  now = new Date(now.getTime() + ms);
};
async function run(): Promise<void> {
  await database.billing.markDue(["acme"], now);
  await runBilling(world.container, { now, trigger: "ticker" });
}
const charge = () => chargeInvoices(world.container, { now, limit: 20, gateway: card.gateway });
const settle = () => billOrder(world.container, { orderId: ORDER, now, gateway: card.gateway });
const pick = <T>(list: readonly T[], share: number): T | undefined => list[Math.floor(share * list.length)];
const goneOf = (id: string) =>
  [...card.refunds, ...card.disputes].filter((one) => one.stands && one.paymentIntentId === id);
const leftOf = (id: string) =>
  goneOf(id).reduce((sum, { amount }) => sum - amount, card.payments.get(id)?.amountReceived ?? 0);
const paid = () => [...card.payments.keys()].filter((id) => leftOf(id) > 0);
const part = (amount: number, share: number) => (share < 0.4 ? amount : Math.max(1, Math.floor(amount * share)));
const readings = {
  refundsOf: async (id: string) => card.refunds.filter((one) => one.paymentIntentId === id),
  dispute: async (id: string) => {
    const found = card.disputes.find((one) => one.id === id);
    if (found === undefined) throw new Error("no dispute");
    return found;
  },
};

/** Every notice that may come, each to be heard at any time. */
function notices(): (() => Promise<unknown>)[] {
  return [
    ...[...card.payments.keys()].flatMap((paymentIntentId) => [
      () => noticeInvoicePayment(world.container, { paymentIntentId, now, gateway: card.gateway }),
      () => noticeRefunds(world.container, { paymentIntentId, now, readings }),
    ]),
    ...card.disputes.map(
      ({ id: disputeId }) =>
        () =>
          noticeDispute(world.container, { disputeId, now, readings }),
    ),
  ];
}

async function creditSome(a: number, b: number): Promise<void> {
  const { invoices } = await database.billing.invoices.list({ limit: 99, offset: 0, issuedOnly: true });
  const charged = invoices.filter(({ kind }) => kind !== "credit_note");
  const one = pick(charged, a);
  const [line] = one === undefined ? [] : (await database.billing.retrieveInvoice(one.id)).lines;
  if (one !== undefined && line !== undefined) {
    const note = { invoiceId: one.id, text: "sorry", actor: "u", now } as const;
    const lines = b < 0.6 ? "all" : [{ lineId: line.id, net: Math.max(1, Math.floor(line.net * b)) }];
    await createCreditNote(world.container, { ...note, reason: b < 0.2 ? "correction" : "goodwill", lines });
  }
}

/** What may happen, each with two shares in [0, 1) that decide what it happens to and how much of it. */
const HAPPENS: Readonly<Record<string, (a: number, b: number) => Promise<unknown>>> = {
  "a month goes by": async () => {
    goOn(31 * DAY_MS);
    await run();
  },
  "the cards are charged": charge,
  "the bank says no next time": async (a) => card.script.push(a < 0.5 ? "decline" : "processing"),
  "the answer is lost next time": async (a) =>
    card.script.push(a < 0.5 ? "lose the answer before" : "lose the answer after"),
  "the order goes live": async () => {
    const isOver = (await database.billing.unbilled.find(PI)) !== null || card.payments.get(PI)?.state === "canceled";
    if (!isOver && !world.subscriptions.has("ordered")) {
      world.addSubscription({ id: "ordered", companyId: "acme", orderId: ORDER, startedOn: dayOf(now) });
    }
    await settle();
  },
  "somebody captures the hold": async (a) => {
    if (card.payments.get(PI)?.state === "authorised") {
      card.captureByHand(PI, part(HELD, a));
    }
  },
  "somebody refunds": async (a, b) => {
    const id = pick(paid(), a);
    return id === undefined ? undefined : card.giveBack(id, part(leftOf(id), b));
  },
  "a bank disputes": async (a, b) => {
    const id = pick(paid(), a);
    return id === undefined ? undefined : card.dispute(id, part(leftOf(id), b));
  },
  "it comes back": async (a) => {
    const one = pick(paidBack(), a);
    return one === undefined ? undefined : card.comesBack(one.id);
  },
  "money comes late": async (a) => {
    const waiting = ["requires_payment_method", "processing"];
    const one = pick(
      [...card.payments.values()].filter(({ state }) => waiting.includes(state)),
      a,
    );
    return one === undefined ? undefined : card.succeed(one.id);
  },
  "one notice is heard": async (a) => pick(notices(), a)?.(),
  "a person gives credit": creditSome,
  "seats are changed": async (a, b) => {
    const id = a < 0.5 && world.subscriptions.has("ordered") ? "ordered" : "monthly";
    const quantity = 1 + Math.floor(b * 12);
    world.appendEvent(id, { type: "quantity_changed", id: `change_${now.getTime()}`, on: dayOf(now), quantity });
    await run();
  },
  "another card is saved": async () => {
    await world.saveCard(accountId, `pm_${now.getTime()}`, now);
    await charge();
  },
};
const dayOf = (instant: Date) => instant.toISOString().slice(0, 10);
const paidBack = () => [...card.refunds, ...card.disputes].filter(({ stands }) => stands);

/** What may be refused or has to be done again: it says so, and the next turn does it. */
const AGAIN = /no usable answer|being paid another way|waits until|neither be taken nor released|could not be closed/;

async function happen(name: string, a: number, b: number): Promise<void> {
  goOn(7 * MINUTE_MS);
  try {
    await HAPPENS[name]?.(a, b);
  } catch (error) {
    if (!(error instanceof MedusaError || error instanceof InputError || AGAIN.test(String(error)))) {
      throw error;
    }
  }
}

/** The outside answers again, and everything is heard and done. */
async function comesToRest(): Promise<void> {
  card.script.length = 0;
  for (let day = 0; day < 4; day += 1) {
    goOn(DAY_MS + 60 * MINUTE_MS);
    for (const { id, state } of card.payments.values()) {
      if (state === "processing") {
        card.succeed(id);
      }
    }
    await settle();
    await run();
    for (const hear of notices()) {
      await hear();
    }
    await charge();
  }
  for (const hear of notices()) {
    await hear();
  }
}

type Standing = {
  id: string;
  kind: string;
  asked: string;
  gross: string;
  beyond: string;
};

async function expectAccountedFor(): Promise<void> {
  const { billing, db } = database;
  const checks = await billing.checkBooks({ since: new Date(0), now });
  expect(checks.filter(({ broken }) => broken.length > 0)).toEqual([]);
  const { rows } = await db.raw<{ rows: Standing[] }>(
    `select i.id, i.kind, i.gross, greatest(i.reversal_credited - ${WENT_BACK}, 0) as beyond,
       case when i.status in ('open', 'payment_failed')
         then i.gross - i.credit_applied - i.amount_credited - i.amount_paid else 0 end as asked
     from csp_invoice i`,
  );
  const sum = (of: (row: Standing) => string) => rows.reduce((total, row) => total + Number(of(row)), 0);
  const balance = (await billing.retrieveAccount(accountId)).creditBalance;
  const open = await billing.cases.listOpen(99);
  let without = 0;
  for (const { id, kind, beyond } of rows.filter((row) => row.kind !== "credit_note")) {
    const gone = await uncovered(db, id);
    const told = open.filter(({ invoiceId }) => invoiceId === id).map((one) => one.kind);
    without += gone;
    // A dispute about a payment is told once, with all the invoices that it paid.
    const isTold = told.includes("refunded") || open.some((one) => one.kind === "disputed");
    expect({ kind, gone, isTold: gone === 0 || isTold }).toEqual({ kind, gone, isTold: true });
    expect({ gone, told: gone === 0 && told.includes("refunded") }).toEqual({ gone, told: false });
    const isBeyondTold = told.includes("refund_failed") || told.includes("dispute_won");
    expect({ beyond, isBeyondTold: Number(beyond) === 0 || isBeyondTold }).toEqual({ beyond, isBeyondTold: true });
    // What was given back twice is taken from the credit, as far as that is there.
    const given = await db.transaction((trx) => creditGiven(trx, id));
    expect({ id, both: Math.min(gone, given, balance) }).toEqual({ id, both: 0 });
  }
  const kept = (await billing.unbilled.ofOrder(ORDER)).reduce((total, one) => total + one.amount - one.returned, 0);
  const there = [...card.payments.keys()].reduce((total, id) => total + leftOf(id), 0);
  expect(there - sum((row) => row.gross)).toBe(
    balance - sum((row) => row.asked) - without + sum((row) => row.beyond) + kept,
  );
}

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const happenings = fc.array(fc.tuple(fc.constantFrom(...Object.keys(HAPPENS)), share, share), {
  minLength: 6,
  maxLength: 16,
});

it("accounts for all money, and tells whoever has to decide, in whatever order things happen and are heard", async () => {
  await fc.assert(
    fc.asyncProperty(happenings, async (all) => {
      await begin();
      for (const [name, a, b] of all) {
        await happen(name, a, b);
      }
      await comesToRest();
      await expectAccountedFor();
    }),
    { numRuns: 8, seed: Number(process.env.SEATLINE_SEED ?? 20_261_130) },
  );
}, 180_000);
