import type { CartDTO, CartLineItemDTO, ICartModuleService, MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { z } from "zod";
import type { BillingPlan, Term } from "../../../domain/subscription";
import type { RequestedLine } from "../quotes/types";
import { inTurn } from "./in-turn";

/** Marks carts of this shop's licences, so that a shop that also sells other goods keeps its own carts apart. */
export const CART_KIND = "csp";

const lineMetadata = z.looseObject({
  plan_id: z.string(),
  term: z.enum(["P1M", "P1Y", "P3Y"]),
  billing_plan: z.enum(["monthly", "annual", "triennial"]),
});

/** One line of a licence cart. Metadata names the plan; its price and rules are read from the catalogue each time. */
export type CartLine = {
  readonly id: string;
  readonly planId: string;
  readonly quantity: number;
  readonly offerTitle: string;
  readonly skuTitle: string;
  readonly term: Term;
  readonly billingPlan: BillingPlan;
  readonly handle: string;
};

export type LicenceCart = {
  readonly id: string;
  readonly customerId: string | null;
  readonly lines: readonly CartLine[];
  /** False when a line is no licence or not of whole seats: such a cart was not filled by this shop, and is never sold. */
  readonly isWhole: boolean;
};

export function cartModule(container: MedusaContainer): ICartModuleService {
  return container.resolve(Modules.CART);
}

/**
 * Reads a cart for whoever asks. A visitor's cart is known by its id alone; the first customer who asks for it becomes
 * its owner, and from then on nobody else finds it.
 *
 * @throws MedusaError not_found for an unknown, foreign, ordered or other shop's cart
 */
export async function readCart(
  container: MedusaContainer,
  cartId: string,
  customerId: string | null,
): Promise<LicenceCart> {
  const cart = await findCart(container, cartId);
  const owner = cart?.customer_id ?? null;
  if (!cart || !isLicenceCart(cart) || cart.completed_at || (owner !== null && owner !== customerId)) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Cart ${cartId} was not found.`);
  }
  if (owner === null && customerId !== null) {
    await claim(container, cartId, customerId);
    return readCart(container, cartId, customerId);
  }
  return toLicenceCart(cart);
}

/** Of two customers who ask at once one becomes the owner. */
async function claim(container: MedusaContainer, cartId: string, customerId: string): Promise<void> {
  await inTurn(container, [cartId], async () => {
    const cart = await findCart(container, cartId);
    if (cart && !cart.customer_id) {
      await cartModule(container).updateCarts(cartId, { customer_id: customerId });
    }
  });
}

/** The cart as it is, whoever owns it; null when there is none. For our own completion only, never for a request. */
export async function findLicenceCart(container: MedusaContainer, cartId: string): Promise<LicenceCart | null> {
  const cart = await findCart(container, cartId);
  return cart && isLicenceCart(cart) ? toLicenceCart(cart) : null;
}

export function isLicenceCart(cart: Pick<CartDTO, "metadata">): boolean {
  return cart.metadata?.kind === CART_KIND;
}

/** What the cart asks a price for: lines of the same plan are one request. */
export function requestedLines(cart: LicenceCart): RequestedLine[] {
  const quantities = new Map<string, number>();
  for (const line of cart.lines) {
    quantities.set(line.planId, (quantities.get(line.planId) ?? 0) + line.quantity);
  }
  return [...quantities].map(([planId, quantity]) => ({ planId, quantity }));
}

async function findCart(container: MedusaContainer, cartId: string): Promise<CartDTO | undefined> {
  const [cart] = await cartModule(container).listCarts({ id: cartId }, { relations: ["items"], take: 1 });
  return cart;
}

function toLicenceCart(cart: CartDTO): LicenceCart {
  const items = [...(cart.items ?? [])].sort((a, b) => createdAt(a) - createdAt(b) || (a.id < b.id ? -1 : 1));
  const lines = items.flatMap(toLine);
  return { id: cart.id, customerId: cart.customer_id ?? null, lines, isWhole: lines.length === items.length };
}

function toLine(item: CartLineItemDTO): CartLine[] {
  const metadata = lineMetadata.safeParse(item.metadata);
  if (!metadata.success || !isSeats(Number(item.quantity))) {
    return [];
  }
  const { plan_id: planId, term, billing_plan: billingPlan } = metadata.data;
  return [
    {
      id: item.id,
      planId,
      quantity: Number(item.quantity),
      offerTitle: item.product_title ?? item.title,
      skuTitle: item.subtitle ?? "",
      term,
      billingPlan,
      handle: item.product_handle ?? "",
    },
  ];
}

/** Seats are whole: two halves of one are not what anybody was shown. */
export function isSeats(quantity: number): boolean {
  return Number.isSafeInteger(quantity) && quantity > 0;
}

function createdAt(item: CartLineItemDTO): number {
  return item.created_at ? new Date(item.created_at).getTime() : 0;
}
