import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { stripeConnection } from "../../../connections/stripe";
import { InputError } from "../../../errors/input-error";
import { reasonOf } from "../../../errors/reason-of";
import type { CardConsent, Checkout } from "../../../modules/checkout";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import { type LicenceCart, readCart, requestedLines } from "../carts/cart";
import { inTurn } from "../carts/in-turn";
import { priceQuote } from "../quotes/price-quote";
import { compareQuotes, type QuoteVerdict } from "../quotes/quote-hash";
import { keepQuote, type ShowQuote } from "../quotes/store-quote";
import type { Quote } from "../quotes/types";
import { CHECKOUT_OPEN_MS } from "../rules";
import { ensurePayer } from "./billing-account";
import { assertCanOrder } from "./check-buyer";
import { closeOpenCheckout } from "./close-checkout";
import { openPaymentPage } from "./payment-page";
import { checkoutServices } from "./services";

export type StartCheckoutInput = {
  readonly customerId: string;
  readonly company: Company;
  readonly cartId: string;
  /** The hash of the quote that the customer was shown on the review page. */
  readonly quoteHash: string;
  readonly consent: CardConsent;
  readonly poNumber: string | null;
  /** The quote is priced anew here; this is how the customer is shown it. */
  readonly shownAs: ShowQuote;
  readonly now: Date;
};

export type StartCheckoutResult =
  | { readonly outcome: "started"; readonly checkout: Checkout; readonly redirectUrl: string }
  /** The price or the tenant is not the one that was shown, or its promise ran out: the customer must see the new one first. */
  | { readonly outcome: "quote_changed"; readonly reason: Exclude<QuoteVerdict, "same">; readonly quote: Quote };

/**
 * Opens the card page for a cart, after checking on our side everything that could make the order fail: company,
 * tenant, agreement, seat limits, and that the price is the one the customer agreed to. The same cart opened twice gets
 * the same page while its price stands.
 *
 * @throws InputError by field; MedusaError not_found for a foreign cart, conflict when another request is opening it
 */
export async function startCheckout(
  container: MedusaContainer,
  input: StartCheckoutInput,
): Promise<StartCheckoutResult> {
  const { id } = await readCart(container, input.cartId, input.customerId);
  // What is quoted, written into the cart and shown on the card page are one: nobody changes the cart meanwhile.
  return inTurn(container, [id], () => startInTurn(container, input));
}

async function startInTurn(container: MedusaContainer, input: StartCheckoutInput): Promise<StartCheckoutResult> {
  const { company, now } = input;
  const cart = await readCart(container, input.cartId, input.customerId);
  const lines = requestedLines(cart);
  if (!cart.isWhole) {
    throw InputError.of(
      "cart_id",
      "names a cart with something in it that is not whole seats of a licence; start a new cart",
    );
  }
  if (lines.length === 0) {
    throw InputError.of("cart_id", "names an empty cart; add licences first");
  }
  await assertCanOrder(container, { company, customerId: input.customerId, now });
  const quote = await priceQuote(container, { lines, company, now });
  const verdict = compareQuotes(input.quoteHash, quote, now);
  if (verdict !== "same") {
    return { outcome: "quote_changed", reason: verdict, quote };
  }
  if (quote.dueNow.gross.amount <= 0) {
    throw InputError.of("cart_id", "holds nothing to pay for; write to us to start a free licence");
  }
  const { checkouts } = checkoutServices(container);
  const open = await checkouts.findByCart(cart.id);
  const reusable = open && (await reusablePage(container, open, input, quote));
  if (reusable) {
    return { outcome: "started", checkout: open, redirectUrl: reusable };
  }
  await closeOpenCheckout(container, cart.id, now);
  return beginAttempt(container, input, cart, quote);
}

/** The page opened before, if it is still open and asks for exactly what the customer agrees to now. */
async function reusablePage(
  container: MedusaContainer,
  checkout: Checkout,
  input: StartCheckoutInput,
  quote: Quote,
): Promise<string | null> {
  const { gross } = quote.dueNow;
  const samePrice = checkout.amount === gross.amount && checkout.currency === gross.currency;
  const sameOffer =
    compareQuotes(checkout.quoteHash, quote, input.now) === "same" && checkout.poNumber === input.poNumber;
  const fresh = checkout.state === "open" && checkout.expiresAt > input.now;
  if (!samePrice || !sameOffer || !fresh || !checkout.stripeSessionId || checkout.customerId !== input.customerId) {
    return null;
  }
  const reading = await stripeConnection(container).cardEntry.readCheckout(checkout.stripeSessionId);
  return reading.state === "open" ? reading.url : null;
}

async function beginAttempt(
  container: MedusaContainer,
  input: StartCheckoutInput,
  cart: LicenceCart,
  quote: Quote,
): Promise<StartCheckoutResult> {
  const { company, now } = input;
  const { checkouts } = checkoutServices(container);
  const payer = await ensurePayer(container, company, quote.currency);
  await keepQuote(container, quote, company, input.shownAs);
  const attempt = {
    cartId: cart.id,
    companyId: company.id,
    customerId: input.customerId,
    quoteId: quote.id,
    quoteHash: input.quoteHash,
    amount: quote.dueNow.gross.amount,
    currency: quote.currency,
    billingAccountId: payer.accountId,
    consent: input.consent,
    poNumber: input.poNumber,
    expiresAt: new Date(now.getTime() + CHECKOUT_OPEN_MS),
  };
  // Whoever erases the customer at this moment sees the attempt, or it is not made.
  const lease = await container
    .resolve(COMPANY_MODULE)
    .asMember(company.id, input.customerId, (trx) => checkouts.beginAttempt(attempt, now, trx));
  if (lease.outcome !== "leased") {
    const message = "This cart is being paid in another window. Finish there, or reload this page in a minute.";
    throw new MedusaError(MedusaError.Types.CONFLICT, message);
  }
  const { checkout, token } = lease;
  try {
    const page = await openPaymentPage(container, {
      checkout,
      cart,
      company,
      quote,
      stripeCustomerId: payer.stripeCustomerId,
      leaseToken: token,
    });
    const opened = await checkouts.attachPage(checkout.id, token, page, now);
    return { outcome: "started", checkout: opened, redirectUrl: page.redirectUrl };
  } catch (error) {
    await checkouts.release(checkout.id, token, checkout.expiresAt, reasonOf(error));
    throw error;
  }
}
