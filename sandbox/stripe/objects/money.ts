import { ApiError, invalidParameter } from "../http/api-error";
import { newId } from "../state/ids";
import type { BalanceTransaction } from "../state/types";
import type { World } from "../state/world";

const ZERO_DECIMAL = new Set("bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" "));
/** Counted with three decimals, of which the last must be zero. */
const THREE_DECIMAL = new Set("bhd jod kwd omr tnd".split(" "));
/** Counted with two decimals, which must be zero. */
const WHOLE_ONLY = new Set(["isk", "ugx"]);
const MINIMUM: Record<string, number> = {
  gbp: 30,
  sek: 300,
  nok: 300,
  dkk: 250,
  pln: 200,
  ron: 200,
  czk: 1500,
  huf: 17500,
  jpy: 50,
  aed: 200,
  bgn: 100,
  hkd: 400,
  mxn: 1000,
  myr: 200,
  thb: 1000,
};
const CURRENCIES = new Set(
  "usd eur gbp chf cad aud nzd sek nok dkk pln ron czk huf jpy sgd hkd inr mxn brl zar krw bgn ils aed thb myr isk ugx mga xof twd bhd jod kwd omr tnd".split(
    " ",
  ),
);
const MAXIMUM = 99_999_999;

/** The currency in lower case. @throws ApiError for one this simulator does not know */
export function checkCurrency(currency: string, param = "currency"): string {
  const lower = currency.toLowerCase();
  if (!CURRENCIES.has(lower)) {
    throw invalidParameter(param, `Invalid currency: ${currency}.`);
  }
  return lower;
}

/** @throws ApiError amount_too_small or amount_too_large */
export function checkAmount(amount: number, currency: string, param = "amount"): void {
  const least = MINIMUM[currency] ?? (ZERO_DECIMAL.has(currency) ? 1 : 50);
  if (amount < least) {
    const message = `Amount must be at least ${formatAmount(least, currency)}`;
    throw new ApiError(400, { type: "invalid_request_error", code: "amount_too_small", message, param }, false);
  }
  if (amount > MAXIMUM) {
    const message = `Amount must be no more than ${formatAmount(MAXIMUM, currency)}`;
    throw new ApiError(400, { type: "invalid_request_error", code: "amount_too_large", message, param }, false);
  }
  if ((THREE_DECIMAL.has(currency) && amount % 10 !== 0) || (WHOLE_ONLY.has(currency) && amount % 100 !== 0)) {
    throw invalidParameter(param, `Invalid amount: ${amount} is no amount of ${currency.toUpperCase()}.`);
  }
}

/** For people: `220.00 USD`. */
export function formatAmount(amount: number, currency: string): string {
  const code = currency.toUpperCase();
  if (ZERO_DECIMAL.has(currency)) {
    return `${amount.toLocaleString("en-US")} ${code}`;
  }
  const digits = THREE_DECIMAL.has(currency) ? 3 : 2;
  const whole = Math.trunc(Math.abs(amount) / 10 ** digits).toLocaleString("en-US");
  const rest = String(Math.abs(amount) % 10 ** digits).padStart(digits, "0");
  return `${amount < 0 ? "-" : ""}${whole}.${rest} ${code}`;
}

const SETTLES_AFTER_SECONDS = 2 * 86_400;

/** Books a movement of the balance. A charge costs 1.5 % + 25; a refund returns no fee. */
export function book(
  world: World,
  entry: {
    type: "charge" | "refund" | "adjustment";
    amount: number;
    currency: string;
    source: string;
    description: string | null;
    fee?: number;
  },
): BalanceTransaction {
  const fee = entry.fee ?? (entry.type === "charge" ? Math.round(entry.amount * 0.015) + 25 : 0);
  const transaction: BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount: entry.amount,
    available_on: world.now() + SETTLES_AFTER_SECONDS,
    balance_type: "payments",
    created: world.now(),
    currency: entry.currency,
    description: entry.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: entry.currency,
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: entry.amount - fee,
    reporting_category: entry.type === "adjustment" ? "dispute" : entry.type,
    source: entry.source,
    status: "pending",
    type: entry.type,
  };
  world.state.balanceTransactions[transaction.id] = transaction;
  return transaction;
}
