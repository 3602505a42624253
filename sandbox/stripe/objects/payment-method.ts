import { createHash } from "node:crypto";
import type { CardInput } from "../cards/card-input";
import { checkCard } from "../cards/card-input";
import { type TestCard, testCardOf, testCardOfAlias } from "../cards/test-cards";
import { invalidParameter, resourceMissing } from "../http/api-error";
import { newId } from "../state/ids";
import type { PaymentMethod } from "../state/types";
import type { World } from "../state/world";

export type BillingDetails = {
  name?: string | null;
  email?: string | null;
  phone?: string | null;
  address?: Partial<Record<"city" | "country" | "line1" | "line2" | "postal_code" | "state", string | null>> | null;
};

/** Makes a payment method from a typed card. @throws ApiError for a wrong number, date or security code */
export function createPaymentMethod(world: World, input: CardInput, billing: BillingDetails = {}): PaymentMethod {
  return store(world, checkCard(input, world.clock.now()), input.expMonth, fourDigits(input.expYear), billing);
}

const fourDigits = (year: number): number => (year < 100 ? 2000 + year : year);

/**
 * The payment method a parameter names. Each use of a `pm_card_...` id makes a new one, as at Stripe.
 * @throws ApiError 400 resource_missing
 */
export function resolvePaymentMethod(world: World, id: string, param = "payment_method"): PaymentMethod {
  const testCard = testCardOfAlias(id);
  if (testCard !== undefined) {
    return store(world, testCard, 12, world.clock.now().getUTCFullYear() + 5, {});
  }
  const method = Object.hasOwn(world.state.paymentMethods, id) ? world.state.paymentMethods[id] : undefined;
  if (method === undefined) {
    throw resourceMissing("PaymentMethod", id, param);
  }
  return method;
}

/** The test card behind a payment method. */
export function testCardBehind(world: World, method: PaymentMethod): TestCard {
  const testCard = testCardOf(secretOf(world, method.id).number);
  if (testCard === undefined) {
    throw new Error(`The payment method ${method.id} has no test card`);
  }
  return testCard;
}

/** What only the card network knows about a stored card. */
export function secretOf(world: World, id: string) {
  const secret = world.state.cardSecrets[id];
  if (secret === undefined) {
    throw new Error(`The payment method ${id} has no card`);
  }
  return secret;
}

/** Whose card may be used: the customer's own, or one that belongs to nobody and was never used. */
export function checkOwner(world: World, method: PaymentMethod, customer: string | null): void {
  if (method.customer !== null && method.customer !== customer) {
    const message =
      customer === null
        ? `The PaymentMethod ${method.id} belongs to the Customer ${method.customer}. Please include the Customer in the customer parameter.`
        : `The PaymentMethod ${method.id} does not belong to the Customer ${customer}.`;
    throw invalidParameter("payment_method", message);
  }
  if (method.customer === null && secretOf(world, method.id).used) {
    const message =
      "The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.";
    throw invalidParameter("payment_method", message);
  }
}

/** Attaches to a customer; the object is changed in place and told as an event. */
export function attach(world: World, method: PaymentMethod, customer: string): void {
  if (method.customer !== customer) {
    method.customer = customer;
    world.emit("payment_method.attached", method);
  }
}

function store(
  world: World,
  card: TestCard,
  expMonth: number,
  expYear: number,
  billing: BillingDetails,
): PaymentMethod {
  const id = newId("pm");
  const method: PaymentMethod = {
    id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: {
        city: null,
        country: null,
        line1: null,
        line2: null,
        postal_code: null,
        state: null,
        ...billing.address,
      },
      email: billing.email ?? null,
      name: billing.name ?? null,
      phone: billing.phone ?? null,
      tax_id: null,
    },
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: expMonth,
      exp_year: expYear,
      fingerprint: createHash("sha256").update(card.number).digest("base64url").replace(/[-_]/g, "x").slice(0, 16),
      funding: "credit",
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  };
  world.state.paymentMethods[id] = method;
  world.state.cardSecrets[id] = {
    number: card.number,
    setUp: card.authentication === "on_session",
    used: false,
    forced: null,
  };
  return method;
}
