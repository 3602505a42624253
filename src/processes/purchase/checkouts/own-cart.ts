import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../../errors/input-error";
import { cartModule, isLicenceCart, type LicenceCart, readCart } from "../carts/cart";
import { addLine, setLineQuantity } from "../carts/change-lines";
import { inTurn } from "../carts/in-turn";
import { closeOpenCheckout } from "./close-checkout";

/** More open carts than one person leaves behind. */
const MOST_CARTS = 50;

type Wanted = {
  readonly customerId: string;
  /** What the customer gathered as a visitor, before signing in here. */
  readonly visitorCartId: string | null;
  readonly now: Date;
};

/**
 * The customer's cart, on whatever device it was filled: the latest with a line in it. What was gathered as a visitor
 * comes into it; of one plan in both, the number of seats that the visitor chose stands, being the later wish. Lines that
 * cannot be had any more stay behind. Run again it changes nothing.
 *
 * @returns null when there is none
 */
export async function ownCart(container: MedusaContainer, wanted: Wanted): Promise<LicenceCart | null> {
  const { customerId, visitorCartId, now } = wanted;
  const own = await latestCart(container, customerId);
  const visitors = visitorCartId === null ? null : await findCart(container, visitorCartId, customerId);
  if (visitors === null || visitors.id === own?.id) {
    return own;
  }
  if (own === null || visitors.lines.length === 0) {
    return own ?? visitors;
  }
  await inTurn(container, [own.id, visitors.id], async () => {
    const { lines } = await readCart(container, visitors.id, customerId);
    if (lines.length > 0) {
      await closeOpenCheckout(container, own.id, now);
    }
    for (const { planId, quantity } of lines) {
      await takeOver(container, await readCart(container, own.id, customerId), { planId, quantity }, now);
    }
    await cartModule(container).deleteLineItems(lines.map(({ id }) => id));
  });
  return readCart(container, own.id, customerId);
}

async function takeOver(
  container: MedusaContainer,
  cart: LicenceCart,
  wish: { readonly planId: string; readonly quantity: number },
  now: Date,
): Promise<void> {
  const existing = cart.lines.find((line) => line.planId === wish.planId);
  try {
    await (existing
      ? setLineQuantity(container, cart, existing.id, wish.quantity, now)
      : addLine(container, cart, wish, now));
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
  }
}

async function latestCart(container: MedusaContainer, customerId: string): Promise<LicenceCart | null> {
  const carts = await cartModule(container).listCarts(
    { customer_id: customerId },
    { relations: ["items"], order: { updated_at: "DESC" }, take: MOST_CARTS },
  );
  const latest = carts.find((cart) => isLicenceCart(cart) && !cart.completed_at && (cart.items ?? []).length > 0);
  return latest ? readCart(container, latest.id, customerId) : null;
}

/** Null for a cart that is not this customer's to take: unknown, ordered, or somebody else's. */
async function findCart(container: MedusaContainer, id: string, customerId: string): Promise<LicenceCart | null> {
  try {
    return await readCart(container, id, customerId);
  } catch (error) {
    if (MedusaError.isMedusaError(error) && error.type === MedusaError.Types.NOT_FOUND) {
      return null;
    }
    throw error;
  }
}
