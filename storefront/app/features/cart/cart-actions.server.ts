import { redirect } from "react-router";
import { addLine, type Cart, createCart, readCart, removeLine, setLineQuantity } from "../../server/api/carts.server";
import { UNREACHABLE } from "../../server/errors.server";
import { explain } from "../../server/forms.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import type { ShopSession } from "../../server/session.server";

/** What was wrong with one line of the cart; `lineId` is empty when it concerns the whole cart. */
export type CartProblem = Readonly<{ lineId: string; message: string; typed: string }>;

/** Carries out what a cart form asks for. Refusals come back as a problem beside the line. */
export async function changeCart(
  api: MedusaClient,
  session: ShopSession,
  form: FormData,
): Promise<CartProblem | Response> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const intent = text("intent");
  const lineId = text("line");
  const typed = text("quantity");
  const quantity = readWholeNumber(typed);
  try {
    if (intent === "add") {
      return await add(api, session, {
        planId: text("plan"),
        handle: text("handle"),
        typed,
        quantity,
        key: text("key"),
      });
    }
    const { cartId } = session.data;
    if (cartId === undefined) {
      return redirect("/cart");
    }
    if (intent === "remove") {
      return done(session, await removeLine(api, cartId, lineId));
    }
    if (quantity === null) {
      return { lineId, typed, message: "Enter a whole number of seats, 1 or more." };
    }
    return done(session, await setLineQuantity(api, cartId, lineId, quantity));
  } catch (error) {
    const message = wordsOf(error);
    if (message === null) {
      throw error;
    }
    return { lineId, typed, message };
  }
}

/** What is said on the cart's page about a call that failed; null where the session has ended. */
function wordsOf(error: unknown): string | null {
  if (error instanceof BackendUnavailableError) {
    console.error(error);
    return UNREACHABLE;
  }
  return error instanceof ApiError && error.status !== 401 ? explain(error) : null;
}

/** `key` is the page's: a form that is sent twice by one click too many adds its seats once. */
type Addition = { planId: string; handle: string; typed: string; quantity: number | null; key: string };

async function add(api: MedusaClient, session: ShopSession, addition: Addition): Promise<Response> {
  const { planId, handle, typed, quantity, key } = addition;
  const back = `/products/${encodeURIComponent(handle)}?${new URLSearchParams({ plan: planId, quantity: typed })}`;
  if (quantity === null) {
    // The product page shows what is wrong with the number, beside its field.
    return redirect(back);
  }
  // A page that the browser has kept may add something else under the same key.
  const onceKey = key === "" ? "" : `${key}:${planId}:${quantity}`.slice(0, 200);
  try {
    const cart = await openCart(api, session);
    return done(session, await addLine(api, cart.id, { plan_id: planId, quantity }, onceKey));
  } catch (error) {
    if (error instanceof ApiError && error.status === 400) {
      return redirect(back);
    }
    throw error;
  }
}

/** The visitor's cart; a new one when there is none, or when the old one was ordered meanwhile. */
async function openCart(api: MedusaClient, session: ShopSession): Promise<Cart> {
  if (session.data.cartId !== undefined) {
    try {
      return await readCart(api, session.data.cartId);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 404) {
        throw error;
      }
    }
  }
  const cart = await createCart(api);
  session.update({ cartId: cart.id });
  return cart;
}

function done(session: ShopSession, cart: Cart): Response {
  session.update({ cartId: cart.id, cartCount: cart.lines.length });
  return redirect("/cart");
}

function readWholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
