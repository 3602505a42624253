import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { CartNotes } from "../../src/integrations/partner-center/adapter/cart-notes";
import { Migration20261128200000 } from "../../src/modules/provisioning/migrations/Migration20261128200000";
import ProvisioningModuleService from "../../src/modules/provisioning/service";
import { orderNotes } from "../../src/processes/provisioning/handlers/order-notes";
import { createProvisioningDatabase, type ProvisioningDatabase, run } from "../support/provisioning/database";

const LINE = {
  orderLineId: "line_1",
  cartLineId: 0,
  catalogItemId: "CFQ7TTC0LCHC:0002:CFQ7TTC0K971",
  quantity: 3,
  term: "P1Y",
  orderGroup: "0",
};
const REFUSED = { orderLineId: "line_2", code: "not_available", reason: "Not sold.", detail: "none in DE" };

let database: ProvisioningDatabase;
let provisioning: ProvisioningModuleService;

beforeAll(async () => {
  database = await createProvisioningDatabase();
  provisioning = new ProvisioningModuleService({ [ContainerRegistrationKeys.PG_CONNECTION]: database.db });
});
afterAll(() => database.drop());

const notesOf = (orderId: string) => CartNotes.open(orderNotes(provisioning, { orderId, vendor: "partner-center" }));

/** Rows as the version before wrote them: a cart that may have been checked out, and one try given up before. */
async function writeEarlierRows(): Promise<void> {
  const row = { vendor: "partner-center", cart_request_id: "r0", checkout_request_id: "c0" };
  await database.db("csp_vendor_order").insert([
    {
      ...row,
      order_id: "order_cart",
      generation: 1,
      state: "abandoned",
      cart_id: "cart-old",
      cart_created_at: "2026-03-14T10:00:00.000Z",
      abandoned_because: "400019 stale",
    },
    {
      ...row,
      order_id: "order_cart",
      generation: 2,
      state: "open",
      cart_request_id: "r2",
      checkout_request_id: "c2",
      cart_id: "cart-2",
      cart_created_at: "2026-03-15T10:00:00.123Z",
      checkout_begun: true,
      lines: JSON.stringify([LINE]),
      refused: JSON.stringify([REFUSED]),
    },
    { ...row, order_id: "order_bare", generation: 1, state: "open", cart_request_id: "r-bare" },
    { ...row, order_id: "order_placed", generation: 1, state: "placed", vendor_order_ids: ["v1", "v2"] },
  ]);
}

test("orders that the version before left under way go on with what it knew", async () => {
  await run(database.db, Migration20261128200000, "down");
  await writeEarlierRows();
  await run(database.db, Migration20261128200000);
  await run(database.db, Migration20261128200000);

  const notes = await notesOf("order_cart");
  expect(notes.cart).toEqual({
    cartId: "cart-2",
    createdAt: "2026-03-15T10:00:00.123Z",
    lines: [LINE],
    refused: [REFUSED],
    checkoutRequestId: "c2",
  });
  expect(notes).toMatchObject({ checkoutBegun: true, cartRequestId: "r2" });
  expect((await provisioning.loadNotes("order_cart")).notes).toMatchObject({
    generation: 2,
    abandoned: [{ generation: 1, cartId: "cart-old", because: "400019 stale" }],
  });
  await notes.noteCheckoutAnswered();
  expect((await notesOf("order_cart")).cart?.checkoutRequestId).not.toBe("c2");

  expect(await notesOf("order_bare")).toMatchObject({ cart: null, checkoutBegun: false, cartRequestId: "r-bare" });
  expect(await provisioning.knownVendorOrders("partner-center", ["v1"])).toEqual(new Set(["v1", "v2"]));
});

test("the way back brings the columns back", async () => {
  await run(database.db, Migration20261128200000, "down");
  expect(await database.db("csp_vendor_order").where({ order_id: "order_cart" }).first()).toMatchObject({
    generation: 2,
    state: "open",
    cart_id: "cart-2",
    cart_created_at: new Date("2026-03-15T10:00:00.123Z"),
    cart_request_id: "r2",
    checkout_begun: true,
    lines: [LINE],
    refused: [REFUSED],
  });
  await run(database.db, Migration20261128200000);
  expect((await notesOf("order_cart")).cart?.cartId).toBe("cart-2");
});
