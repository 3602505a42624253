import {
  type ChargeReading,
  type DisputeReading,
  type RefundReading,
  type Stretch,
  StripeRefusedError,
} from "../../../integrations/stripe";
import type { BillingModuleService, FollowedReversal } from "../../../modules/billing";

/** What is read of the card processor. */
export type ProcessorReadings = {
  charges(stretch: { from: Date; to: Date; most: number }): Promise<Stretch<ChargeReading>>;
  refunds(stretch: { from: Date; to: Date; most: number }): Promise<Stretch<RefundReading>>;
  disputes(stretch: { from: Date; to: Date; most: number }): Promise<Stretch<DisputeReading>>;
  /** All refunds of a payment. */
  refundsOf(paymentIntentId: string): Promise<RefundReading[]>;
  /** @throws StripeRefusedError (code `resource_missing`) for an unknown id */
  refund(refundId: string): Promise<RefundReading>;
  /** @throws StripeRefusedError (code `resource_missing`) for an unknown id */
  dispute(disputeId: string): Promise<DisputeReading>;
  /** What was really taken with one payment; minor units. */
  received(paymentIntentId: string): Promise<number>;
};

/** Something of which the processor says another sum than the books. Minor units; 0 where it is not known, or undone. */
export type Difference = {
  /** The processor's id of the payment, refund or dispute. */
  readonly id: string;
  readonly there: number;
  readonly here: number;
  readonly paymentIntentId: string | null;
  readonly customerId: string | null;
};

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** A hold may be taken a week after it was made, and the look before this one may have been missed. */
export const LOOK_BACK_MS = 10 * DAY_MS;
/** Payments of the books whose charge was made before the stretch are read one by one. */
const OWN_LOOK_BACK_MS = 2 * DAY_MS;
/** What just happened there is still on its way into the books. */
const ON_ITS_WAY_MS = HOUR_MS;
/** A bank may give a refund back, or take up a dispute again, a month after it was done with it. */
const FINAL_WINDOW_MS = 40 * DAY_MS;
/** Fifty calls for each kind: what is more than that is left to the next looks. */
const MOST_READ = 5_000;
const MOST_ASKED = 20;
/** Refunds and disputes from before the stretch that one look reads by themselves, of each kind. */
const MOST_FOLLOWED = 50;

/**
 * Compares the money that the card processor moved for our companies with the payments, refunds and chargebacks of the
 * books, payment by payment: over the last days but the last hour, and of a very large business as many of them as some
 * hundred and fifty calls read. Refunds and disputes from before are read by themselves until the processor has ended
 * them, and for forty days after: a refund may come back, and a dispute is decided, long after it was made.
 *
 * @param lookBackMs over how many days
 * @returns what differs: more, less, or not known on one of the two sides
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function compareWithProcessor(
  billing: BillingModuleService,
  processor: ProcessorReadings,
  now: Date,
  lookBackMs = LOOK_BACK_MS,
): Promise<Difference[]> {
  const to = new Date(now.getTime() - ON_ITS_WAY_MS);
  const stretch = { from: new Date(now.getTime() - lookBackMs), to, most: MOST_READ };
  const charges = await processor.charges(stretch);
  const refunds = await processor.refunds(stretch);
  const disputes = await processor.disputes(stretch);
  return [
    ...(await differentPayments(billing, processor, charges.items, to)),
    ...(await differentReversals(billing, refunds, to, "refund")),
    ...(await differentReversals(billing, disputes, to, "chargeback")),
    ...(await differentSince(billing, processor, { refundsFrom: refunds.from, disputesFrom: disputes.from, now })),
  ];
}

/** A refund or dispute as the processor has it now. */
type Standing = Pick<RefundReading, "amount" | "stands" | "isClosed">;

async function differentSince(
  { paymentsBooked, cases }: BillingModuleService,
  processor: ProcessorReadings,
  { refundsFrom, disputesFrom, now }: { readonly refundsFrom: Date; readonly disputesFrom: Date; readonly now: Date },
): Promise<Difference[]> {
  const finalSince = new Date(now.getTime() - FINAL_WINDOW_MS);
  const most = MOST_FOLLOWED;
  const refunds = await paymentsBooked.followed("refund", { before: refundsFrom, finalSince, most });
  const inquiries = await paymentsBooked.followedInquiries({ before: disputesFrom, most });
  const taken = await paymentsBooked.followed("chargeback", { before: disputesFrom, finalSince, most });
  const disputes = [...taken, ...inquiries];
  // Before they are asked about: one that cannot be read does not come first again.
  const ids = (some: readonly FollowedReversal[]) => some.map(({ processorId }) => processorId);
  await paymentsBooked.markCompared(ids([...refunds, ...taken]), now);
  await cases.markCompared("dispute_inquiry", ids(inquiries), now);
  const different: Difference[] = [];
  const compare = async (one: FollowedReversal, there: Standing | null) => {
    if (there?.isClosed) {
      await paymentsBooked.markFinal(one.processorId, now);
    }
    different.push(...differenceOf(one.processorId, there, one, one.paymentIntentId));
  };
  for (const one of refunds) {
    const all = one.paymentIntentId === null ? [] : await processor.refundsOf(one.paymentIntentId);
    await compare(one, all.find(({ id }) => id === one.processorId) ?? null);
  }
  for (const one of disputes) {
    await compare(one, await disputeOrNull(processor, one.processorId));
  }
  return different;
}

/** @returns one, or none where both sides say the same */
function differenceOf(
  id: string,
  there: Pick<Standing, "amount" | "stands"> | null,
  here: Pick<Standing, "amount" | "stands"> | undefined,
  paymentIntentId: string | null,
): Difference[] {
  const sums = { there: there?.stands ? there.amount : 0, here: here?.stands ? here.amount : 0 };
  return sums.there === sums.here ? [] : [{ id, ...sums, paymentIntentId, customerId: null }];
}

/**
 * Whether something that differed at an earlier look differs still. Only the id is known of it by now.
 *
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function differsStill(
  { paymentsBooked }: BillingModuleService,
  processor: ProcessorReadings,
  id: string,
): Promise<boolean> {
  if (id.startsWith("pi_")) {
    return (await processor.received(id)) !== ((await paymentsBooked.byPayment([id])).get(id) ?? 0);
  }
  const isRefund = id.startsWith("re_") || id.startsWith("pyr_");
  const there = await orNull(() => (isRefund ? processor.refund(id) : processor.dispute(id)));
  const here = await paymentsBooked.reversal(id);
  return differenceOf(id, there, here, null).length > 0;
}

const disputeOrNull = (processor: ProcessorReadings, id: string) => orNull(() => processor.dispute(id));

/** Null for what the processor does not know. */
async function orNull<Reading>(read: () => Promise<Reading>): Promise<Reading | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof StripeRefusedError && error.code === "resource_missing") {
      return null;
    }
    throw error;
  }
}

async function differentPayments(
  { paymentsBooked }: BillingModuleService,
  processor: ProcessorReadings,
  charges: readonly ChargeReading[],
  to: Date,
): Promise<Difference[]> {
  const captured = new Map<string, number>();
  const customers = new Map<string, string | null>();
  for (const { paymentIntentId, customerId, captured: amount } of charges) {
    if (paymentIntentId !== null) {
      captured.set(paymentIntentId, (captured.get(paymentIntentId) ?? 0) + amount);
      customers.set(paymentIntentId, customerId);
    }
  }
  const booked = await paymentsBooked.byPayment([...captured.keys()]);
  const own = await paymentsBooked.ownCustomers([...customers.values()].filter((id) => id !== null));
  const doubtful = [...captured].flatMap(([id, amount]) => {
    const isOurs = booked.has(id) || own.has(customers.get(id) ?? "");
    return isOurs && amount !== (booked.get(id) ?? 0) ? [id] : [];
  });
  const differenceOfPayment = (id: string, there: number, here: number): Difference[] =>
    there === here ? [] : [{ id, there, here, paymentIntentId: id, customerId: customers.get(id) ?? null }];
  // One payment may have charges on both sides of the stretch's end: it is named when it differs as a whole.
  const different = doubtful
    .slice(MOST_ASKED)
    .flatMap((id) => differenceOfPayment(id, captured.get(id) ?? 0, booked.get(id) ?? 0));
  for (const id of doubtful.slice(0, MOST_ASKED)) {
    different.push(...differenceOfPayment(id, await processor.received(id), booked.get(id) ?? 0));
  }
  const since = new Date(to.getTime() - OWN_LOOK_BACK_MS);
  const succeeded = await paymentsBooked.succeededIn(since, to, MOST_READ);
  const unread = succeeded.filter((id) => !captured.has(id)).slice(0, MOST_ASKED);
  const amounts = await paymentsBooked.byPayment(unread);
  for (const id of unread) {
    different.push(...differenceOfPayment(id, await processor.received(id), amounts.get(id) ?? 0));
  }
  return different;
}

async function differentReversals(
  { paymentsBooked }: BillingModuleService,
  { items, from }: Stretch<RefundReading | DisputeReading>,
  to: Date,
  kind: "refund" | "chargeback",
): Promise<Difference[]> {
  const payments = items.flatMap(({ paymentIntentId }) => (paymentIntentId === null ? [] : [paymentIntentId]));
  const known = await paymentsBooked.byPayment(payments);
  const booked = await paymentsBooked.reversals(
    kind,
    items.map(({ id }) => id),
    { from, to },
  );
  const byId = new Map(booked.map((one) => [one.processorId, one]));
  const different = items.flatMap((item) => {
    const one = byId.get(item.id);
    const isOurs = one !== undefined || known.has(item.paymentIntentId ?? "");
    return isOurs ? differenceOf(item.id, item, one, item.paymentIntentId) : [];
  });
  const read = new Set(items.map(({ id }) => id));
  const unheardOf = booked.filter(({ processorId }) => !read.has(processorId));
  return [...different, ...unheardOf.flatMap((one) => differenceOf(one.processorId, null, one, one.paymentIntentId))];
}
