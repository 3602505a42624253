import {
  allRefused,
  done,
  needsAttention,
  type PlacedOrder,
  type PlaceOrderInput,
  type RefusedLine,
  type VendorOutcome,
} from "../../vendor-port";
import { answerOfCode } from "../answers";
import type { PartnerCenterClient } from "../client";
import { isPartnerCenterError, type PartnerCenterError } from "../errors";
import { followsSilence } from "../retry";
import type { Checkout } from "../schemas";
import { makeCart } from "./cart";
import { CartNotes, type NotedCart } from "./cart-notes";
import { failureFrom, failureOf, isCode } from "./failure";
import { findOrdersOfCart } from "./find-orders";
import { matchOrders } from "./line-matching";

const ALREADY_SUBMITTED = "800065";
const CART_NOT_FOUND = "800008";
const STALE_AVAILABILITY = "400019";
const GENERATIONS = 3;

type CheckoutEnd = VendorOutcome<PlacedOrder> | { readonly kind: "cart_is_dead"; readonly why: string };

/**
 * Orders the lines exactly once. The cart is recorded before its checkout, and one cart never becomes two orders: after
 * a crash or a lost answer the same cart is checked out again with the same request id. Only a cart that the vendor has
 * definitely refused to order is replaced by another.
 */
export async function placeOrder(
  client: PartnerCenterClient,
  input: PlaceOrderInput,
): Promise<VendorOutcome<PlacedOrder>> {
  try {
    const notes = await CartNotes.open(input.notes);
    for (let round = 0; round < GENERATIONS; round += 1) {
      if (notes.cart === null) {
        const made = await makeCart(client, input, notes);
        if (made.kind !== "done") {
          return made;
        }
        if (!made.value.cartMade) {
          return allRefused(made.value.refused);
        }
      }
      const end = await checkout(client, input.vendorTenantId, notes);
      if (end.kind !== "cart_is_dead") {
        return end;
      }
      await notes.abandon(end.why);
    }
    return {
      kind: "retry_later",
      code: STALE_AVAILABILITY,
      detail: "Availabilities kept changing during the checkout",
    };
  } catch (error) {
    return failureFrom(error);
  }
}

async function checkout(client: PartnerCenterClient, vendorTenantId: string, notes: CartNotes): Promise<CheckoutEnd> {
  const { cart, checkoutBegun: begunBefore, unanswered: openBefore } = notes;
  if (cart === null) {
    throw new Error("An order is checked out before its cart was made.");
  }
  await notes.noteCheckoutBegun();
  let answer: Checkout;
  try {
    answer = await client.checkoutCart(vendorTenantId, cart.cartId, { requestId: cart.checkoutRequestId });
  } catch (error) {
    if (isCode(error, ALREADY_SUBMITTED, CART_NOT_FOUND)) {
      const found = await findOrdersOfCart(client, vendorTenantId, cart, notes);
      return found.kind === "found" ? found.outcome : withoutOrder(error, begunBefore || followsSilence(error));
    }
    if (isCode(error, STALE_AVAILABILITY)) {
      return { kind: "cart_is_dead", why: error.message };
    }
    await noteAnswer(notes, error, openBefore);
    return failureFrom(error);
  }
  const end = readCheckout(answer, cart);
  if (end.kind === "retry_later" || end.kind === "needs_attention" || end.kind === "set_up") {
    await notes.noteCheckoutAnswered();
  }
  return end;
}

/** A success needs an order for every line: the answer of 201 can consist of errors alone. */
function readCheckout(answer: Checkout, cart: NotedCart): CheckoutEnd {
  const placed = matchOrders(answer.orders, cart.lines);
  const errors = new Map(answer.orderErrors.map((error) => [error.orderGroupId, error]));
  const ordered = new Set(placed.flatMap((one) => one.lines.map((line) => line.orderLineId)));
  const missing = cart.lines.filter((line) => !ordered.has(line.orderLineId));
  const refusedNow: RefusedLine[] = [];
  for (const line of missing) {
    const error = errors.get(line.orderGroup);
    if (error === undefined) {
      const detail = `The vendor's answer names neither an order nor an error for line ${line.cartLineId} of cart ${cart.cartId}`;
      return { kind: "unknown", detail, patience: "short" };
    }
    if (error.code === STALE_AVAILABILITY && placed.length === 0) {
      return { kind: "cart_is_dead", why: error.description };
    }
    const failure = failureOf(answerOfCode(error.code), error.code, error.description);
    if (failure.kind !== "refused") {
      return failure;
    }
    const { code, reason, detail } = failure;
    refusedNow.push({ orderLineId: line.orderLineId, code, reason, detail });
  }
  const allRefusals = [...cart.refused, ...refusedNow];
  if (placed.length === 0) {
    return allRefused(allRefusals);
  }
  const orders = placed.map((one) => ({
    vendorOrderId: one.order.id,
    orderLineIds: one.lines.map((line) => line.orderLineId),
  }));
  return done({ orders, refused: allRefusals });
}

/** @param openBefore an earlier call had no answer: a throttle says nothing about that one */
async function noteAnswer(notes: CartNotes, error: unknown, openBefore: boolean): Promise<void> {
  if (isPartnerCenterError(error) && error.outcome === "rejected") {
    await notes.noteCheckoutAnswered(openBefore || followsSilence(error));
  }
}

/**
 * The vendor refuses the cart and shows no order of it. A submitted cart's order may take a while to become visible. A
 * cart that is gone is replaced only if it was never sent to checkout: otherwise a person must look, because an order
 * that appears later would be a second commitment.
 *
 * @param sentBefore the cart had been sent to checkout before: by an earlier call, or by a try of this one that nobody answered
 */
function withoutOrder(error: PartnerCenterError, sentBefore: boolean): CheckoutEnd {
  if (error.code === ALREADY_SUBMITTED) {
    const detail = `${error.message}; its order is not visible yet`;
    return { kind: "retry_later", code: error.code, detail, afterMs: 60_000 };
  }
  return sentBefore
    ? needsAttention("cart_vanished", `${error.message}; it had been sent to checkout before`)
    : { kind: "cart_is_dead", why: error.message };
}
