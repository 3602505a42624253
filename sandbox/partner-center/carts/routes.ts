import { requireAgreement } from "../customers/agreements";
import { customerOf } from "../customers/find";
import { refusal } from "../errors";
import { takeFault } from "../faults/match";
import { link } from "../http/json";
import { parseBody } from "../http/parse";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import { newGuid } from "../identifiers";
import type { Cart, CartLine, Customer } from "../state";
import type { World } from "../world";
import { buildLines } from "./build-lines";
import { cartSchema } from "./cart-input";
import { checkout } from "./checkout";
import { lineError } from "./line-errors";

const lifetimeMs = 7 * 86_400_000;

const cartBody = (cart: Cart) => ({
  id: cart.id,
  creationTimestamp: cart.creationTimestamp,
  lastModifiedTimestamp: cart.lastModifiedTimestamp,
  expirationTimestamp: cart.expirationTimestamp,
  lastModifiedUser: cart.lastModifiedUser,
  status: "Active",
  lineItems: cart.lines,
  links: { self: link(`/customers/${cart.customerId}/carts/${cart.id}`) },
  attributes: { objectType: "Cart" },
});

/** The cart of a request; an unknown, foreign or expired one is 404/800008. */
export function cartOf(world: World, customer: Customer, call: Call): Cart {
  const cart = world.state.carts[param(call, "cartId").toLowerCase()];
  if (cart?.customerId !== customer.id || Date.parse(cart.expirationTimestamp) <= call.now.getTime()) {
    throw refusal("800008");
  }
  return cart;
}

function linesFor(world: World, customer: Customer, call: Call): CartLine[] {
  requireAgreement(customer, call.now);
  const lines = buildLines(world, customer, parseBody(cartSchema, call.body), call.now);
  const fault = takeFault(world.state, ["line_error"], call.method, call.path);
  const line = fault ? lines[fault.line] : undefined;
  if (fault && line) {
    line.error = lineError(fault.code, "scripted line error.");
    delete line.pricing;
  }
  return lines;
}

function createCart(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const at = call.now.toISOString();
  const cart: Cart = {
    id: newGuid(),
    customerId: customer.id,
    creationTimestamp: at,
    lastModifiedTimestamp: at,
    expirationTimestamp: new Date(call.now.getTime() + lifetimeMs).toISOString(),
    lastModifiedUser: world.credentials.clientId,
    lines: linesFor(world, customer, call),
    orderIds: {},
    submitted: false,
  };
  world.state.carts[cart.id] = cart;
  return { status: 201, body: cartBody(cart) };
}

/** Replaces the lines. The documented answer of this PUT is 201. */
function updateCart(world: World, call: Call): Reply {
  const customer = customerOf(world, call);
  const cart = cartOf(world, customer, call);
  if (cart.submitted) {
    throw refusal("800065", `The cart ${cart.id} was already submitted.`);
  }
  cart.lines = linesFor(world, customer, call);
  cart.lastModifiedTimestamp = call.now.toISOString();
  cart.expirationTimestamp = new Date(call.now.getTime() + lifetimeMs).toISOString();
  return { status: 201, body: cartBody(cart) };
}

const path = "/v1/customers/:customerId/carts";

export const cartRoutes: Route[] = [
  { method: "post", path, access: "any", replays: true, handle: createCart },
  {
    method: "get",
    path: `${path}/:cartId`,
    access: "any",
    handle: (world, call) => ({ status: 200, body: cartBody(cartOf(world, customerOf(world, call), call)) }),
  },
  { method: "put", path: `${path}/:cartId`, access: "any", handle: updateCart },
  {
    method: "post",
    path: `${path}/:cartId/checkout`,
    access: "any",
    handle: (world, call) => {
      const customer = customerOf(world, call);
      return checkout(world, customer, cartOf(world, customer, call), call);
    },
  },
];
