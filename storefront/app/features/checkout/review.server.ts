import { redirect } from "react-router";
import { postCheckout } from "../../../../src/api/store/csp/validators";
import { type Checkout, readCheckout, startCheckout } from "../../server/api/checkouts.server";
import { type Address, checkAddress, saveCompany } from "../../server/api/company.server";
import type { Quote } from "../../server/api/quotes.server";
import { environment } from "../../server/env.server";
import { type FieldWords, problemsOf, typedValues, withFieldProblems } from "../../server/forms.server";
import type { CheckoutState } from "../../server/guards.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import { allowedPaymentUrl } from "../../server/safe-redirect.server";
import type { ShopSession } from "../../server/session.server";

const tick = "Tick the box to let us save the card for the charges shown above.";

const WORDS: Readonly<Record<string, FieldWords>> = {
  quote_hash: { name: "price", missing: "Open this page again to see the price." },
  card_consent: { name: "box", missing: tick, wrong: tick },
  po_number: { name: "order number" },
};

/** What is said of other fields, of earlier steps, stands above the form. */
const ON_THE_PAGE: ReadonlySet<string> = new Set(["po_number", "card_consent"]);

/** The price to review. A cart without one goes back to its page, which names what is in the way. */
export function quoteToReview({ cart }: CheckoutState): Quote {
  if (cart.quote === null) {
    throw redirect("/cart");
  }
  return cart.quote;
}

/** Why the customer is back from the card page. */
export type EarlierAttempt = Readonly<{ state: "failed" | "unfinished"; refusal: Checkout["refusal"] }>;

/** Looks up the attempt to pay that this visitor made before; `ordered` names a checkout that went through. */
export async function earlierAttempt(
  api: MedusaClient,
  session: ShopSession,
): Promise<{ ordered: string } | EarlierAttempt | null> {
  const { checkoutId } = session.data;
  if (checkoutId === undefined) {
    return null;
  }
  try {
    const checkout = await readCheckout(api, checkoutId);
    switch (checkout.state) {
      case "payment_failed":
        return { state: "failed", refusal: checkout.refusal };
      case "awaiting_payment":
        return { state: "unfinished", refusal: null };
      case "expired":
      case "refused":
        return null;
      default:
        return { ordered: checkout.id };
    }
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) {
      session.update({ checkoutId: undefined });
      return null;
    }
    throw error;
  }
}

/** Starts the payment: the address of the card page, a changed price, or what is wrong with the form. */
export async function submitReview(state: CheckoutState, api: MedusaClient, session: ShopSession, form: FormData) {
  const values = typedValues(form);
  const { quote_hash = "", po_number = "" } = values;
  const body = { cart_id: state.cart.id, quote_hash, po_number };
  const consent = values.card_consent === "yes";
  // Whatever comes of it, the number is still there when the customer sees this page again.
  const poNumber = po_number === "" ? undefined : po_number;
  const problems = problemsOf(postCheckout, { ...body, card_consent: consent }, { values, words: WORDS });
  if (problems.length > 0) {
    return { outcome: "refused" as const, failure: { problems, values }, suggestion: null };
  }
  session.update({ poNumber });
  const attempt = await withFieldProblems(
    values,
    (field) => field,
    () => startCheckout(api, { ...body, card_consent: true }),
  );
  if (!attempt.ok) {
    const { problems: found } = attempt.failure;
    const suggestion = found.some(({ field }) => field === "address") ? await suggestedAddress(api) : null;
    const shown = found.map(({ field, message }) => ({ field: ON_THE_PAGE.has(field) ? field : "", message }));
    return { outcome: "refused" as const, failure: { ...attempt.failure, problems: shown }, suggestion };
  }
  if (attempt.result.outcome === "quote_changed") {
    return attempt.result;
  }
  const url = paymentUrl(attempt.result.redirectUrl);
  if (url === null) {
    const { origin } = new URL(attempt.result.redirectUrl);
    throw new BackendUnavailableError(`The card page ${origin} is not among PAYMENT_ORIGINS.`);
  }
  session.update({ checkoutId: attempt.result.id });
  return { outcome: "started" as const, url };
}

/** The address that Microsoft would put in the place of one it does not know; null when it names none. */
async function suggestedAddress(api: MedusaClient): Promise<Address | null> {
  try {
    return (await checkAddress(api)).suggestion;
  } catch (error) {
    if (error instanceof ApiError && error.status !== 401) {
      return null;
    }
    throw error;
  }
}

/** Puts the address that Microsoft suggests, asked for once more, in the place of the company's. */
export async function takeSuggestedAddress({ company }: CheckoutState, api: MedusaClient) {
  return withFieldProblems(
    {},
    () => "",
    async () => {
      const { suggestion } = await checkAddress(api);
      if (company !== null && suggestion !== null) {
        const { legal_name, tax_id, email, phone, first_name, last_name } = company;
        const contact = { legal_name, tax_id, email, phone, first_name, last_name };
        await saveCompany(api, true, { ...contact, address: suggestion });
      }
    },
  );
}

/** The address of the card page if it may be opened, else null. */
export function paymentUrl(url: string | null): string | null {
  return allowedPaymentUrl(url, environment().paymentOrigins);
}
