import type { OrderNotes } from "../../vendor-port";
import { CartNotes, mayHaveOrdered } from "./cart-notes";

/** A memory that forgets nothing and keeps JSON only, like the real one. */
function memory() {
  let page = { notes: "null", revision: 0 };
  const kept: OrderNotes = {
    load: async () => ({ notes: JSON.parse(page.notes), revision: page.revision }),
    save: async (notes, revision) => {
      if (revision !== page.revision) {
        throw new Error("another worker has gone on with it");
      }
      page = { notes: JSON.stringify(notes), revision: revision + 1 };
      return page.revision;
    },
    knownVendorOrders: async () => new Set(),
  };
  return { kept, write: (notes: unknown) => kept.save(notes, page.revision, null) };
}

const CART = { cartId: "cart-1", createdAt: "2026-03-15T10:00:00.000Z", lines: [], refused: [] };

test("what was noted is there for the next worker, with the same request ids", async () => {
  const { kept } = memory();
  const notes = await CartNotes.open(kept);
  await notes.noteCart(CART);
  await notes.noteCheckoutBegun();
  const next = await CartNotes.open(kept);
  expect(next.cart).toEqual(notes.cart);
  expect(next).toMatchObject({ checkoutBegun: true, cartRequestId: notes.cartRequestId });
});

test("an answer changes the next checkout's request id, giving up changes the next cart's", async () => {
  const notes = await CartNotes.open(memory().kept);
  await notes.noteCart(CART);
  const { cart, cartRequestId } = notes;
  await notes.noteCheckoutAnswered();
  expect(notes.cart).toEqual({ ...cart, checkoutRequestId: expect.not.stringMatching(cart?.checkoutRequestId ?? "") });
  await notes.abandon("stale");
  expect(notes).toMatchObject({ cart: null, checkoutBegun: false });
  expect(notes.cartRequestId).not.toBe(cartRequestId);
});

test("a worker that was overtaken learns it at its next note", async () => {
  const { kept } = memory();
  const slow = await CartNotes.open(kept);
  const quick = await CartNotes.open(kept);
  await quick.noteCart(CART);
  await expect(slow.noteCart({ ...CART, cartId: "cart-2" })).rejects.toThrow("another worker");
  expect((await CartNotes.open(kept)).cart?.cartId).toBe("cart-1");
});

test("notes of another shape are refused and not guessed at", async () => {
  const { kept, write } = memory();
  await write({ version: 2, cart: "cart-1" });
  await expect(CartNotes.open(kept)).rejects.toThrow();
});

test("whether an order may exist is told by the calls that went out and the answers that came", async () => {
  const { kept } = memory();
  const told = async () => mayHaveOrdered((await kept.load()).notes);
  expect(mayHaveOrdered(null)).toBe(false);
  const notes = await CartNotes.open(kept);
  expect(await told()).toBe(false);
  await notes.noteCart(CART);
  expect(await told()).toBe(false);
  await notes.noteCheckoutBegun();
  expect(await told()).toBe(true);
  await notes.noteCheckoutAnswered();
  expect(await told()).toBe(false);
  // Throttled now, but an earlier call was never answered.
  await notes.noteCheckoutBegun();
  await notes.noteCheckoutAnswered(true);
  expect(await told()).toBe(true);
  await notes.abandon("stale");
  expect(await told()).toBe(false);
});

test("notes from before this was kept, or that cannot be read, leave it open", async () => {
  const { kept } = memory();
  const notes = await CartNotes.open(kept);
  await notes.noteCart(CART);
  await notes.noteCheckoutBegun();
  const { unanswered: _later, ...older } = (await kept.load()).notes as Record<string, unknown>;
  expect(mayHaveOrdered(older)).toBe(true);
  expect(mayHaveOrdered({ ...older, checkoutBegun: false })).toBe(false);
  expect(mayHaveOrdered({ version: 9 })).toBe(true);
});
