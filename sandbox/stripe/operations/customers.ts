import { invalidParameter } from "../http/api-error";
import { address, changeMetadata, created, metadata, paging } from "../http/common-fields";
import { clearable, group, list, oneOf, required, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { resolvePaymentMethod } from "../objects/payment-method";
import { newId, randomText } from "../state/ids";
import type { Customer } from "../state/types";
import type { World } from "../state/world";

const particulars = {
  address: clearable(address),
  description: text(),
  email: text(512),
  metadata,
  name: text(256),
  phone: text(20),
  preferred_locales: list(word()),
  shipping: clearable(group({ address, name: required(word()), phone: text(20) })),
  tax_exempt: oneOf("exempt", "none", "reverse"),
  invoice_settings: group({ default_payment_method: text() }),
};
const elsewhere = [
  "balance",
  "business_name",
  "cash_balance",
  "individual_name",
  "invoice_prefix",
  "next_invoice_sequence",
  "source",
  "tax",
];

type Change = {
  address?: Partial<Record<keyof NonNullable<Customer["address"]>, string | null>> | null;
  description?: string | null;
  email?: string | null;
  name?: string | null;
  phone?: string | null;
  preferred_locales?: string[];
  tax_exempt?: "exempt" | "none" | "reverse";
  invoice_settings?: { default_payment_method?: string | null };
};

const NO_ADDRESS = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function apply(world: World, customer: Customer, change: Change): void {
  if (change.email && !/^\S+@\S+\.\S+$/.test(change.email)) {
    throw invalidParameter("email", `Invalid email address: ${change.email}`, "email_invalid");
  }
  const defaultMethod = change.invoice_settings?.default_payment_method;
  if (defaultMethod) {
    const method = resolvePaymentMethod(world, defaultMethod, "invoice_settings[default_payment_method]");
    if (method.customer !== customer.id) {
      const message = `The customer does not have a payment method with the ID ${defaultMethod}. The payment method must be attached to the customer.`;
      throw invalidParameter("invoice_settings[default_payment_method]", message, "resource_missing");
    }
  }
  if (change.address !== undefined) {
    customer.address = change.address === null ? null : { ...NO_ADDRESS, ...customer.address, ...change.address };
  }
  if (change.description !== undefined) customer.description = change.description;
  if (change.email !== undefined) customer.email = change.email;
  if (change.name !== undefined) customer.name = change.name;
  if (change.phone !== undefined) customer.phone = change.phone;
  if (change.preferred_locales !== undefined) customer.preferred_locales = change.preferred_locales;
  if (change.tax_exempt !== undefined) customer.tax_exempt = change.tax_exempt;
  if (defaultMethod !== undefined) customer.invoice_settings.default_payment_method = defaultMethod;
}

function blank(world: World): Customer {
  return {
    id: newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: world.now(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: randomText(8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
}

function shippingOf(
  change: { address?: Change["address"]; name: string; phone?: string | null } | null,
): Customer["shipping"] {
  return change === null
    ? null
    : { address: { ...NO_ADDRESS, ...change.address }, name: change.name, phone: change.phone ?? null };
}

export const customerOperations = [
  operation({
    method: "POST",
    path: "/customers",
    shape: { ...particulars, payment_method: word() },
    notSimulated: [...elsewhere, "tax_id_data", "test_clock", "validate"],
    returns: "customer",
    run(world, params) {
      const customer = blank(world);
      const method = params.payment_method === undefined ? null : resolvePaymentMethod(world, params.payment_method);
      if (method !== null) method.customer = customer.id;
      apply(world, customer, params);
      customer.metadata = changeMetadata({}, params.metadata);
      customer.shipping = shippingOf(params.shipping ?? null);
      world.state.customers[customer.id] = customer;
      world.emit("customer.created", customer);
      if (method !== null) world.emit("payment_method.attached", method);
      return customer;
    },
  }),
  operation({
    method: "GET",
    path: "/customers",
    shape: { ...paging, created, email: word() },
    notSimulated: ["test_clock"],
    returns: "customer",
    list: true,
    run(world, { created: within, email, ...page }) {
      const found = Object.values(world.state.customers).filter(
        (one): one is Customer =>
          one.deleted !== true && createdWithin(one.created, within) && (email === undefined || one.email === email),
      );
      return pageOf(found, "/v1/customers", page);
    },
  }),
  operation({
    method: "GET",
    path: "/customers/:id",
    shape: {},
    returns: "customer",
    run: (world, _params, { id = "" }) => world.find(world.state.customers, "customer", id),
  }),
  operation({
    method: "POST",
    path: "/customers/:id",
    shape: particulars,
    notSimulated: [...elsewhere, "default_source", "validate"],
    returns: "customer",
    run(world, params, { id = "" }) {
      const customer = world.customer(id, "id");
      const before = structuredClone(customer);
      apply(world, customer, params);
      customer.metadata = changeMetadata(customer.metadata, params.metadata);
      if (params.shipping !== undefined) customer.shipping = shippingOf(params.shipping);
      world.emit("customer.updated", customer, changedMembers(before, customer));
      return customer;
    },
  }),
  operation({
    method: "DELETE",
    path: "/customers/:id",
    shape: {},
    returns: "customer",
    run(world, _params, { id = "" }) {
      const customer = world.customer(id, "id");
      for (const method of Object.values(world.state.paymentMethods)) {
        if (method.customer === id) method.customer = null;
      }
      world.state.customers[id] = { id, object: "customer", deleted: true };
      world.emit("customer.deleted", customer);
      return world.state.customers[id];
    },
  }),
  operation({
    method: "GET",
    path: "/customers/:id/payment_methods",
    shape: { ...paging, type: oneOf("card"), allow_redisplay: oneOf("always", "limited", "unspecified") },
    returns: "payment_method",
    list: true,
    run(world, { allow_redisplay: redisplay, type: _type, ...page }, { id = "" }) {
      world.customer(id, "id");
      const found = Object.values(world.state.paymentMethods).filter(
        (one) => one.customer === id && (redisplay === undefined || one.allow_redisplay === redisplay),
      );
      return pageOf(found, `/v1/customers/${id}/payment_methods`, page);
    },
  }),
  operation({
    method: "GET",
    path: "/customers/:customer/payment_methods/:id",
    shape: {},
    returns: "payment_method",
    run(world, _params, { customer = "", id = "" }) {
      const method = world.find(world.state.paymentMethods, "PaymentMethod", id);
      return method.customer === customer ? method : world.find({}, "PaymentMethod", id);
    },
  }),
];

/** The former values of the members that changed. */
function changedMembers(before: Customer, after: Customer): Record<string, unknown> {
  const now: Record<string, unknown> = { ...after };
  return Object.fromEntries(
    Object.entries(before).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name])),
  );
}
