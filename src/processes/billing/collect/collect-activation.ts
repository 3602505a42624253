import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { money } from "../../../domain/money";
import type { CardGateway, Payment } from "../../../integrations/stripe";
import { BILLING_MODULE, type BillingModuleService, type Invoice, type NewPaymentCase } from "../../../modules/billing";
import { logOf } from "../../../telemetry/log";
import type { TakenUp } from "./book-payment";
import { namedCard } from "./card-label";
import { endCapture, endOpenAttempt, LAPSED, openAttemptOf, RELEASED_EARLY } from "./end-attempt";
import { isTaken } from "./give-back";
import { isHoldLapsed } from "./hold-age";
import {
  type OrderPayment,
  type OrderPayments,
  readOrderPayments,
  recordCapture,
  releasePayments,
} from "./order-payment";
import { bookTaken, takeHeld } from "./take-held";
import { recordWentBack } from "./went-back";

/**
 * How the money of an activation invoice came; that the saved card has to be charged (all of it, or what the held money
 * does not reach); or that nothing may be charged for it by itself.
 */
export type ActivationPayment = "paid" | "charge_card" | "withheld";

/** What an order's payment gives: nothing, money that some other means holds, or a payment at the card processor. */
type Hold =
  | { readonly kind: "none" }
  | { readonly kind: "elsewhere"; readonly payment: OrderPayment }
  | { readonly kind: "booked"; readonly payment: OrderPayment }
  | { readonly kind: "read"; readonly payment: OrderPayment; readonly stands: Payment };

/**
 * Takes what an activation invoice asks for from the order's authorisation: all of it, or all that is held. Only what the
 * held money does not reach is charged on the saved card.
 *
 * What is taken is written down before it is asked for, so that nothing changes the invoice until the answer is known;
 * and what was really taken is booked before anything else, whatever the books or the order say by then. With it is booked
 * what somebody gave back of it, or a bank took back, before the books had it; a call that died between is made up for.
 *
 * That the money is not there any more says nothing about whether it is owed; the books do:
 *
 * - the order was cancelled: nothing is charged, now or later
 * - the authorisation is younger than any card lets one lapse: somebody released it, and the customer is asked to pay
 * - it lapsed by age, or the bank does not honour it, while the licences went live: a debt, which the saved card pays
 *
 * @throws Error when the card processor gives no usable answer, or another payment of the invoice is under way: call
 * again later
 */
export async function collectActivation(
  container: MedusaContainer,
  input: {
    readonly invoice: Invoice;
    readonly order?: OrderPayments;
    readonly now: Date;
    readonly gateway?: CardGateway;
    /** Where the invoice was taken up to be charged; without one for the settlement of its order. */
    readonly leaseToken?: string;
  },
): Promise<ActivationPayment> {
  const { now, leaseToken = null } = input;
  const billing = container.resolve(BILLING_MODULE);
  const { canceled, payments } = input.order ?? (await orderOf(container, input.invoice));
  // Asked for only where something is held at the processor.
  const gateway = () => input.gateway ?? cardGateway(container);
  const hold = await readHold(billing, gateway, input.invoice, payments);
  if (hold.kind === "read" && isTaken(hold.stands)) {
    await bookHeld(container, gateway(), { invoice: input.invoice, leaseToken, now }, hold.payment, hold.stands);
  }
  if (hold.kind === "booked" && hold.payment.paymentIntentId !== null) {
    await recordWentBack(container, gateway(), hold.payment.paymentIntentId, now);
  }
  const invoice = await billing.retrieveInvoice(input.invoice.id);
  const from = { invoice, leaseToken, now };
  if (invoice.amountDue === 0) {
    await bringBooksUp(container, invoice, payments);
    return "paid";
  }
  if (canceled) {
    return withhold(container, gateway, from);
  }
  if (hold.kind === "elsewhere") {
    await takeElsewhere(container, from, hold.payment);
    return "paid";
  }
  if (hold.kind === "booked") {
    await bringBooksUp(container, invoice, payments);
  }
  if (hold.kind === "read" && !isTaken(hold.stands)) {
    const stands = await takeHeld(billing, gateway(), from, hold.stands);
    if (stands !== null && isTaken(stands)) {
      const isAll = await bookHeld(container, gateway(), from, hold.payment, stands);
      return isAll ? "paid" : chargeCardIfFresh(billing, from);
    }
    const isReleased = stands?.state === "canceled" && !(await isHoldLapsed(container, invoice, now));
    await endCapture(billing, gateway(), from, hold.stands.id, isReleased ? RELEASED_EARLY : LAPSED);
    await releasePayments(container, payments);
    if (isReleased) {
      return "withheld";
    }
  }
  return chargeCardIfFresh(billing, from);
}

/** How the order's payment stands: read at the processor unless the books have what it brought. */
async function readHold(
  billing: BillingModuleService,
  gateway: () => CardGateway,
  invoice: Invoice,
  payments: readonly OrderPayment[],
): Promise<Hold> {
  const attempts = await billing.attempts.list(invoice.id);
  const asked = openAttemptOf(attempts)?.paymentIntentId ?? null;
  // One that was asked for is looked at although Medusa has closed it since: the money may have come.
  const payment =
    payments.find((one) => !one.canceled) ??
    payments.find(({ paymentIntentId }) => paymentIntentId !== null && paymentIntentId === asked);
  if (payment === undefined) {
    return { kind: "none" };
  }
  const { paymentIntentId } = payment;
  const isBooked = attempts.some((one) => one.state === "succeeded" && one.paymentIntentId === paymentIntentId);
  if (isBooked) {
    return { kind: "booked", payment };
  }
  return paymentIntentId === null
    ? { kind: "elsewhere", payment }
    : { kind: "read", payment, stands: await gateway().retrieve(paymentIntentId) };
}

/** Nothing is charged for a cancelled order; what was asked for before ends first, and its money is booked. */
async function withhold(
  container: MedusaContainer,
  gateway: () => CardGateway,
  from: TakenUp,
): Promise<ActivationPayment> {
  const { invoice, leaseToken, now } = from;
  const billing = container.resolve(BILLING_MODULE);
  const end = await endOpenAttempt(container, gateway, from);
  if (end === "paid" || end === "waits") {
    return end === "paid" ? "paid" : "withheld";
  }
  await billing.invoices.withhold(invoice.id, leaseToken, orderCanceled(invoice, now));
  const about = { invoice_id: invoice.id, invoice_number: invoice.number ?? undefined };
  logOf(container).error("An invoice of a cancelled order is not charged", about);
  return "withheld";
}

function orderCanceled(invoice: Invoice, now: Date): NewPaymentCase {
  return {
    kind: "order_canceled",
    subject: invoice.id,
    billingAccountId: invoice.billingAccountId,
    invoiceId: invoice.id,
    amount: invoice.amountDue,
    currency: invoice.currency,
    words:
      `Invoice ${invoice.number} belongs to an order that was cancelled in Medusa, so it is not charged. ` +
      "If Microsoft delivered, cancel there while its window is open; then credit the invoice.",
    openedAt: now,
    dueBy: null,
  };
}

/** Writes down what was taken, and what went back of it, once, here and in Medusa's books. @returns whether all is paid */
async function bookHeld(
  container: MedusaContainer,
  gateway: CardGateway,
  { invoice, leaseToken, now }: TakenUp,
  payment: OrderPayment,
  taken: Payment,
): Promise<boolean> {
  const isAll = await bookTaken(container, gateway, { invoice, leaseToken, now }, taken);
  if (!payment.canceled) {
    await recordCapture(container, payment, money(taken.amountReceived, invoice.currency));
  }
  return isAll;
}

/** The money of an order that another means of payment holds: Medusa takes it. */
async function takeElsewhere(container: MedusaContainer, from: TakenUp, payment: OrderPayment): Promise<void> {
  const { invoice, leaseToken, now } = from;
  const billing = container.resolve(BILLING_MODULE);
  const card = await namedCard(billing, invoice.billingAccountId);
  const held = invoice.amountDue;
  const plan = await billing.planCapture({ invoiceId: invoice.id, paymentIntentId: null, held, card, now });
  if (plan.kind === "waits") {
    throw new Error(`Invoice ${invoice.number} is being paid another way; its order's payment waits.`);
  }
  if (plan.kind === "settled") {
    return;
  }
  await recordCapture(container, payment, money(plan.attempt.amount, invoice.currency));
  await billing.recordOutcome({
    invoiceId: invoice.id,
    attemptId: plan.attempt.id,
    result: { state: "succeeded" },
    effect: { kind: "paid" },
    leaseToken,
    now,
  });
}

/**
 * Nothing is due any more: an earlier call took the money and may have died before Medusa's books said so, or a balance
 * paid for all of it and the authorisation is not needed.
 */
async function bringBooksUp(
  container: MedusaContainer,
  invoice: Invoice,
  payments: readonly OrderPayment[],
): Promise<void> {
  const attempts = await container.resolve(BILLING_MODULE).attempts.list(invoice.id);
  const taken = new Map(
    attempts.flatMap(({ state, paymentIntentId, amount }) =>
      state === "succeeded" ? [[paymentIntentId, amount] as const] : [],
    ),
  );
  for (const payment of payments.filter((one) => !one.canceled)) {
    const amount = taken.get(payment.paymentIntentId);
    if (amount === undefined) {
      await releasePayments(container, [payment]);
    } else {
      await recordCapture(container, payment, money(amount, invoice.currency));
    }
  }
}

async function orderOf(container: MedusaContainer, invoice: Invoice): Promise<Omit<OrderPayments, "displayId">> {
  return invoice.orderId ? readOrderPayments(container, invoice.orderId) : { canceled: false, payments: [] };
}

/** Only a fresh invoice: one whose card was declined waits for the customer, however often the order is settled. */
async function chargeCardIfFresh(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: TakenUp,
): Promise<ActivationPayment> {
  if (invoice.status === "open") {
    await billing.invoices.scheduleCharge(invoice.id, now, leaseToken);
  }
  return "charge_card";
}
