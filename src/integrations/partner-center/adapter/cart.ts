import {
  done,
  type PlaceOrderInput,
  type RefusedLine,
  type VendorOrderLine,
  type VendorOutcome,
} from "../../vendor-port";
import { answerOfCode } from "../answers";
import type { PartnerCenterClient } from "../client";
import { isPartnerCenterError } from "../errors";
import type { Cart } from "../schemas";
import type { CartNotes, NotedCartLine } from "./cart-notes";
import { failureFrom, failureOf } from "./failure";

/** The line error that says the catalogue item is out of date. */
const STALE_ITEM_ERROR = "10001";
const CART_ROUNDS = 3;

type Offered = { readonly line: VendorOrderLine; readonly catalogItemId: string };
type Resolved = { readonly offered: readonly Offered[]; readonly refused: readonly RefusedLine[] };

/**
 * Makes the vendor's cart for all lines that the vendor sells to this customer and records it. Availabilities are read
 * just before, because their ids change. A cart in which the vendor marked a line is given up and made again without it.
 */
export async function makeCart(
  client: PartnerCenterClient,
  input: PlaceOrderInput,
  notes: CartNotes,
): Promise<VendorOutcome<{ readonly cartMade: boolean; readonly refused: readonly RefusedLine[] }>> {
  const rejected = new Map<string, RefusedLine>();
  for (let round = 0; round < CART_ROUNDS; round += 1) {
    const resolved = await resolveLines(client, input, rejected);
    const refused = [...rejected.values(), ...resolved.refused];
    if (resolved.offered.length === 0) {
      return done({ cartMade: false, refused });
    }
    let cart: Cart;
    try {
      const lines = resolved.offered.map((one, id) => cartLine(one, id));
      cart = await client.createCart(input.vendorTenantId, lines, { requestId: notes.cartRequestId });
    } catch (error) {
      await forgetAfterAnswer(notes, error);
      return failureFrom(error);
    }
    const trouble = lineTrouble(cart, resolved.offered);
    if (trouble.length === 0) {
      const lines = notedLines(cart, resolved.offered);
      await notes.noteCart({ cartId: cart.id, createdAt: cart.creationTimestamp, lines, refused });
      return done({ cartMade: true, refused });
    }
    await notes.abandon(trouble.map((one) => `${one.code} ${one.detail}`).join("; "));
    for (const one of trouble) {
      if (one.code === STALE_ITEM_ERROR) {
        // An item that has just gone stale is resolved again; if it is refused a second time, it is not sold.
        if (round > 0) {
          rejected.set(one.orderLineId, notSold(one, input.market));
        }
        continue;
      }
      const failure = failureOf(answerOfCode(one.code), one.code, one.detail);
      if (failure.kind !== "refused") {
        return failure;
      }
      const { code, reason, detail } = failure;
      rejected.set(one.orderLineId, { orderLineId: one.orderLineId, code, reason, detail });
    }
  }
  return {
    kind: "retry_later",
    code: STALE_ITEM_ERROR,
    detail: "The vendor's catalogue changes faster than a cart is made",
  };
}

async function resolveLines(
  client: PartnerCenterClient,
  input: PlaceOrderInput,
  rejected: ReadonlyMap<string, RefusedLine>,
): Promise<Resolved> {
  const offered: Offered[] = [];
  const refused: RefusedLine[] = [];
  for (const line of input.lines) {
    if (rejected.has(line.orderLineId)) {
      continue;
    }
    const key = {
      productId: line.vendorProductId,
      skuId: line.vendorSkuId,
      term: line.term,
      billingCycle: line.billingPlan,
      segment: line.segment,
    };
    const availability = await client.resolveAvailability(key, input.market);
    if (availability === null) {
      refused.push(notSold(line, input.market));
    } else {
      offered.push({ line, catalogItemId: availability.catalogItemId });
    }
  }
  return { offered, refused };
}

/** A definite answer used the request id up: the next cart is another generation. Silence keeps it. */
async function forgetAfterAnswer(notes: CartNotes, error: unknown): Promise<void> {
  if (isPartnerCenterError(error) && error.outcome === "rejected") {
    await notes.abandon(error.message);
  }
}

function cartLine({ line, catalogItemId }: Offered, id: number) {
  return {
    id,
    catalogItemId,
    quantity: line.quantity,
    term: line.term,
    billingCycle: line.billingPlan.charAt(0).toUpperCase() + line.billingPlan.slice(1),
  };
}

type LineTrouble = VendorOrderLine & { readonly code: string; readonly detail: string };

function lineTrouble(cart: Cart, offered: readonly Offered[]): LineTrouble[] {
  return cart.lineItems.flatMap((cartLineItem) => {
    const line = offered[cartLineItem.id]?.line;
    if (!cartLineItem.error || line === undefined) {
      return [];
    }
    const code = String(cartLineItem.error.errorCode ?? "0");
    const detail = cartLineItem.error.errorDescription ?? "no description";
    return [{ ...line, code, detail }];
  });
}

function notedLines(cart: Cart, offered: readonly Offered[]): NotedCartLine[] {
  return cart.lineItems.flatMap((item) => {
    const line = offered[item.id]?.line;
    return line === undefined
      ? []
      : [
          {
            orderLineId: line.orderLineId,
            cartLineId: item.id,
            catalogItemId: item.catalogItemId,
            quantity: item.quantity,
            term: line.term,
            orderGroup: item.orderGroup,
          },
        ];
  });
}

function notSold(line: VendorOrderLine, market: string): RefusedLine {
  const code = "not_available";
  const plan = `${line.vendorProductId}:${line.vendorSkuId} ${line.term} ${line.billingPlan}`;
  return {
    orderLineId: line.orderLineId,
    code,
    reason: answerOfCode(code).customer ?? "",
    detail: `${plan} has no availability in ${market}`,
  };
}
