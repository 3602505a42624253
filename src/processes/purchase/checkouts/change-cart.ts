import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { CHECKOUT_MODULE } from "../../../modules/checkout";
import { type LicenceCart, readCart } from "../carts/cart";
import { inTurn } from "../carts/in-turn";
import { closeOpenCheckout } from "./close-checkout";

/** A key under which its sender wants a change made once, and what the change is, to tell another one by. */
export type Once = { readonly key: string; readonly asked: string };

type CartChange = {
  readonly cartId: string;
  readonly customerId: string | null;
  /** Null: each request is a change of its own. */
  readonly once: Once | null;
  readonly now: Date;
};

/**
 * Changes a cart in turn: its card page is closed, and what was asked for is done to the cart as it is then. What was done
 * under the same key before is not done again; what was refused may be.
 *
 * @throws MedusaError not_found for a foreign cart; conflict when the cart is paid or ordered, when another change takes too
 * long, or when the key was used for another change; and what `change` throws
 */
export async function changeCart(
  container: MedusaContainer,
  { cartId, customerId, once, now }: CartChange,
  change: (cart: LicenceCart) => Promise<void>,
): Promise<void> {
  const checkouts = container.resolve(CHECKOUT_MODULE);
  await readCart(container, cartId, customerId);
  await inTurn(container, [cartId], async () => {
    const cart = await readCart(container, cartId, customerId);
    const before = once && (await checkouts.cartChangeUnder(cartId, once.key));
    if (before !== null) {
      assertSame(before, once);
      return;
    }
    await closeOpenCheckout(container, cartId, now);
    await change(cart);
    if (once !== null) {
      await checkouts.noteCartChange({ cartId, ...once, now });
    }
  });
}

function assertSame(before: string, once: Once | null): void {
  if (before !== once?.asked) {
    const message = "This Idempotency-Key was used for another change of the cart; send a new one.";
    throw new MedusaError(MedusaError.Types.CONFLICT, message);
  }
}
