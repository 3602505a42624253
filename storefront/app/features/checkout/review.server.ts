import { redirect } from "react-router";
import { z } from "zod";
import { readCheckout, startCheckout } from "../../server/api/checkouts.server";
import type { Quote } from "../../server/api/quotes.server";
import { environment } from "../../server/env.server";
import { parseForm, tooLong, withFieldProblems } from "../../server/forms.server";
import type { CheckoutState } from "../../server/guards.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import { allowedPaymentUrl } from "../../server/safe-redirect.server";
import type { ShopSession } from "../../server/session.server";

const schema = z.object({
  quote_hash: z.string().min(1),
  card_consent: z.literal("yes", { error: "Tick the box to let us save the card for the charges shown above." }),
  po_number: z
    .string()
    .max(50, { error: tooLong("order number", 50) })
    .optional(),
});

/** The price to review. A cart without one goes back to its page, which names what is in the way. */
export function quoteToReview({ cart }: CheckoutState): Quote {
  if (cart.quote === null) {
    throw redirect("/cart");
  }
  return cart.quote;
}

/** Why the customer is back from the card page. */
export type EarlierAttempt = Readonly<{ state: "failed" | "unfinished"; reason: string | null }>;

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
        return { state: "failed", reason: checkout.refusal?.reason ?? null };
      case "awaiting_payment":
        return { state: "unfinished", reason: null };
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
  const parsed = parseForm(form, schema);
  if (!parsed.ok) {
    return { outcome: "refused" as const, failure: { problems: parsed.problems, values: parsed.values } };
  }
  const { quote_hash, po_number } = parsed.value;
  const attempt = await withFieldProblems(
    parsed.values,
    (field) => (field === "po_number" || field === "card_consent" ? field : ""),
    () =>
      startCheckout(api, {
        cart_id: state.cart.id,
        quote_hash,
        card_consent: true,
        ...(po_number ? { po_number } : {}),
      }),
  );
  if (!attempt.ok) {
    return { outcome: "refused" as const, failure: attempt.failure };
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

/** The address of the card page if it may be opened, else null. */
export function paymentUrl(url: string | null): string | null {
  return allowedPaymentUrl(url, environment().paymentOrigins);
}
