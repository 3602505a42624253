import type Stripe from "stripe";
import { callStripe, StripeRefusedError } from "./errors";
import type { CustomerParticulars } from "./gateway-types";
import { stripeKeys } from "./keys";

/**
 * Creates the customer of a company, or brings the known one up to date. A customer deleted at Stripe is replaced.
 * A creation whose answer was lost is found again through its key for 24 hours; after that, or with other particulars,
 * a second customer may be made, which is harmless while no card hangs on it.
 */
export async function ensureCustomer(
  stripe: Stripe,
  particulars: CustomerParticulars,
  existingCustomerId: string | null,
): Promise<{ customerId: string }> {
  const params = customerParams(particulars);
  const key = stripeKeys.customer(particulars.reference, params);
  if (existingCustomerId !== null) {
    const updated = await updateExisting(stripe, existingCustomerId, params);
    if (updated) {
      return { customerId: existingCustomerId };
    }
  }
  const replaces = existingCustomerId === null ? "" : `:after:${existingCustomerId}`;
  const created = await callStripe("creating the customer", () =>
    stripe.customers.create(params, { idempotencyKey: `${key}${replaces}` }),
  );
  return { customerId: created.id };
}

async function updateExisting(stripe: Stripe, id: string, params: Stripe.CustomerUpdateParams): Promise<boolean> {
  const current = await callStripe("reading the customer", () => stripe.customers.retrieve(id)).catch(
    (error: unknown) => {
      if (error instanceof StripeRefusedError && error.code === "resource_missing") {
        return null;
      }
      throw error;
    },
  );
  if (current === null || current.deleted === true) {
    return false;
  }
  // No key: an update only sets these fields, so doing it twice is doing it once.
  await callStripe("updating the customer", () => stripe.customers.update(id, params));
  return true;
}

function customerParams(p: CustomerParticulars) {
  return {
    name: p.name,
    email: p.email,
    ...(p.phone ? { phone: p.phone } : {}),
    ...(p.address
      ? {
          address: {
            line1: p.address.line1,
            line2: p.address.line2 ?? "",
            city: p.address.city,
            state: p.address.province ?? "",
            postal_code: p.address.postalCode,
            country: p.address.countryCode.toUpperCase(),
          },
        }
      : {}),
    metadata: { reference: p.reference },
  } satisfies Stripe.CustomerCreateParams;
}
