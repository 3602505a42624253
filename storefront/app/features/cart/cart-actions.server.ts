import { redirect } from "react-router";
import { addLine, type Cart, createCart, readCart, removeLine, setLineQuantity } from "../../server/api/carts.server";
import { UNREACHABLE } from "../../server/errors.server";
import { explain } from "../../server/forms.server";
import { ApiError, BackendUnavailableError, type MedusaClient } from "../../server/medusa.server";
import type { ShopSession } from "../../server/session.server";
import { QUANTITY_OF } from "./fields";

/** What was wrong with one line of the cart; `lineId` is empty when it concerns the whole cart. */
export type CartProblem = Readonly<{ lineId: string; message: string; typed: string }>;

/** Carries out what a cart form asks for. Refusals come back as a problem beside the line. */
export async function changeCart(
  api: MedusaClient,
  session: ShopSession,
  form: FormData,
): Promise<CartProblem | Response> {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  if (text("intent") === "add") {
    const typed = text("quantity");
    const [planId, handle, key] = [text("plan"), text("handle"), text("key")];
    const addition = { planId, handle, key, typed, quantity: readWholeNumber(typed) };
    return orProblem({ lineId: "", typed }, () => add(api, session, addition));
  }
  const { cartId } = session.data;
  if (cartId === undefined) {
    return redirect("/cart");
  }
  const removed = text("remove");
  if (removed !== "") {
    return orProblem({ lineId: removed, typed: "" }, async () => done(session, await removeLine(api, cartId, removed)));
  }
  return saveSeats(api, session, { cartId, form, next: text("intent") === "continue" ? "/checkout" : "/cart" });
}

type Seats = { cartId: string; form: FormData; next: string };

/** Saves the numbers of seats that differ from the cart's, whichever button was pressed, and goes on to `next`. */
async function saveSeats(
  api: MedusaClient,
  session: ShopSession,
  { cartId, form, next }: Seats,
): Promise<CartProblem | Response> {
  const saved = await orProblem({ lineId: "", typed: "" }, () => readCart(api, cartId));
  if ("message" in saved) {
    return saved;
  }
  for (const line of saved.lines) {
    const typed = String(form.get(`${QUANTITY_OF}${line.id}`) ?? line.quantity).trim();
    const quantity = readWholeNumber(typed);
    if (quantity === null) {
      return { lineId: line.id, typed, message: "Enter a whole number of seats, 1 or more." };
    }
    if (quantity !== line.quantity) {
      const changed = await orProblem({ lineId: line.id, typed }, () =>
        setLineQuantity(api, cartId, line.id, quantity),
      );
      if ("message" in changed) {
        return changed;
      }
    }
  }
  return done(session, saved, next);
}

/** Runs a call; what it refuses becomes a problem beside the line. An ended session is thrown on. */
async function orProblem<T>(at: Omit<CartProblem, "message">, call: () => Promise<T>): Promise<T | CartProblem> {
  try {
    return await call();
  } catch (error) {
    const message = wordsOf(error);
    if (message === null) {
      throw error;
    }
    return { ...at, message };
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

function done(session: ShopSession, cart: Cart, next = "/cart"): Response {
  session.update({ cartId: cart.id, cartCount: cart.lines.length });
  return redirect(next);
}

function readWholeNumber(text: string): number | null {
  return /^\d{1,6}$/.test(text) && Number(text) > 0 ? Number(text) : null;
}
