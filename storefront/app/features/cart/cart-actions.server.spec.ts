import { ApiError, type MedusaClient } from "../../server/medusa.server";
import type { ShopSession } from "../../server/session.server";
import { changeCart } from "./cart-actions.server";

const CART = {
  id: "cart_1",
  lines: [
    { id: "line_1", quantity: 3 },
    { id: "line_2", quantity: 5 },
  ],
};

/** Presses a button of the cart's form, in which these seats stand; what the API was sent is noted. */
async function press(button: Record<string, string>, seats: Record<string, string>, most = 300) {
  const sent: { path: string; body: unknown }[] = [];
  const api = {
    get: async () => ({ cart: CART }),
    post: async (path: string, { body }: { body: { quantity: number } }) => {
      if (body.quantity > most) {
        throw new ApiError(
          400,
          "invalid_data",
          "no",
          [{ field: "quantity", message: `must be at most ${most}` }],
          null,
        );
      }
      sent.push({ path, body });
      return { cart: CART };
    },
  } as unknown as MedusaClient;
  const form = new FormData();
  for (const [line, typed] of Object.entries(seats)) {
    form.set(`quantity:${line}`, typed);
  }
  for (const [name, value] of Object.entries(button)) {
    form.set(name, value);
  }
  const session = { data: { cartId: CART.id }, update: () => undefined } as unknown as ShopSession;
  const answer = await changeCart(api, session, form);
  return { sent, answer: answer instanceof Response ? answer.headers.get("location") : answer };
}

const CONTINUE = { intent: "continue" };

it("takes the seats that were typed along to the checkout, without another button", async () => {
  expect(await press(CONTINUE, { line_1: "12", line_2: "5" })).toEqual({
    sent: [{ path: "/store/csp/carts/cart_1/lines/line_1", body: { quantity: 12 } }],
    answer: "/checkout",
  });
});

it("stays at a number that is none, or too many, and keeps it beside its line", async () => {
  const none = await press(CONTINUE, { line_1: "3", line_2: "0" });
  expect(none.answer).toMatchObject({ lineId: "line_2", typed: "0", message: expect.stringContaining("whole number") });
  const tooMany = await press(CONTINUE, { line_1: "500", line_2: "5" });
  expect(tooMany.answer).toEqual({ lineId: "line_1", typed: "500", message: "Number of seats must be at most 300." });
});

it("saves every number of the cart with any line's button, and stays", async () => {
  const { sent, answer } = await press({ update: "line_1" }, { line_1: "4", line_2: "6" });
  expect([sent.map(({ body }) => body), answer]).toEqual([[{ quantity: 4 }, { quantity: 6 }], "/cart"]);
});
