import type Stripe from "stripe";
import { z } from "zod";
import { isKnownCurrency } from "../../domain/money";
import { fieldProblems, inOneLine } from "../../input";
import { type Decline, readDecline } from "./declines";
import { CardAmountError, fromStripeUnits } from "./units";
import { WrongBodyError } from "./wrong-body";

/** A saved card as it may be shown: never more than its last four digits. `id` is Stripe's payment method. */
export type SavedCard = {
  id: string;
  brand: string;
  last4: string;
  expMonth: number;
  expYear: number;
  /** The same card has the same fingerprint, whoever enters it. */
  fingerprint: string | null;
  /** Issuing country, ISO 3166 alpha-2. */
  country: string | null;
  funding: string;
};

/** Where a payment stands. `authorised` is money held on the card and not yet taken. */
export type PaymentState =
  | "requires_payment_method"
  | "requires_confirmation"
  | "requires_action"
  | "processing"
  | "authorised"
  | "succeeded"
  | "canceled";

/** One payment (a Stripe PaymentIntent). Amounts are integers in minor units of `currency` (ISO code, upper case). */
export type Payment = {
  id: string;
  state: PaymentState;
  amount: number;
  /** Held on the card and still to be taken; 0 unless authorised. */
  amountCapturable: number;
  /** Really taken. */
  amountReceived: number;
  currency: string;
  customerId: string | null;
  paymentMethodId: string | null;
  chargeId: string | null;
  /** The last refusal; null when the last try was not refused. */
  lastDecline: Decline | null;
  metadata: Record<string, string>;
};

const idOf = (value: string | { id: string } | null | undefined): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);

/** What is counted with: an answer that lacks it is not believed, whatever its status. */
const bodySchema = z.looseObject({
  id: z.string().startsWith("pi_"),
  object: z.literal("payment_intent"),
  status: z.string(),
  currency: z.string().refine((code) => isKnownCurrency(code.toUpperCase()), "must be an ISO currency"),
  amount: z.int(),
  amount_capturable: z.int(),
  amount_received: z.int(),
});

/** @throws WrongBodyError for an amount that the currency does not have */
export function inMinorUnits(units: number, currency: string): number {
  try {
    return fromStripeUnits(units, currency);
  } catch (error) {
    throw error instanceof CardAmountError ? new WrongBodyError(error.message) : error;
  }
}

/** Reads a payment. A status this code does not know is an error: guessing could take money twice. */
export function readPayment(intent: Stripe.PaymentIntent): Payment {
  const body = bodySchema.safeParse(intent);
  if (!body.success) {
    throw new WrongBodyError(`The answer is not a payment; ${inOneLine(fieldProblems(body.error))}`);
  }
  const minor = (units: number) => inMinorUnits(units, intent.currency);
  return {
    id: intent.id,
    state: readState(intent.status),
    amount: minor(intent.amount),
    amountCapturable: minor(intent.amount_capturable),
    amountReceived: minor(intent.amount_received),
    currency: intent.currency.toUpperCase(),
    customerId: idOf(intent.customer),
    paymentMethodId: idOf(intent.payment_method),
    chargeId: idOf(intent.latest_charge),
    lastDecline: intent.last_payment_error ? readDecline(intent.last_payment_error) : null,
    metadata: { ...intent.metadata },
  };
}

function readState(status: string): PaymentState {
  switch (status) {
    case "requires_capture":
      return "authorised";
    case "requires_payment_method":
    case "requires_confirmation":
    case "requires_action":
    case "processing":
    case "succeeded":
    case "canceled":
      return status;
    default:
      throw new WrongBodyError(`Stripe sent the PaymentIntent status "${status}", which this version does not know`);
  }
}

/** Reads a card; null when the payment method is not a card or was not expanded. */
export function readCard(method: string | Stripe.PaymentMethod | null | undefined): SavedCard | null {
  if (method === null || method === undefined || typeof method === "string" || method.card === undefined) {
    return null;
  }
  const { brand, last4, exp_month, exp_year, fingerprint, country, funding } = method.card;
  return {
    id: method.id,
    brand,
    last4,
    expMonth: exp_month,
    expYear: exp_year,
    fingerprint: fingerprint ?? null,
    country: country ?? null,
    funding,
  };
}
