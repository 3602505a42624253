import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { enqueueOrder } from "./enqueue-order";
import { sweepOrders } from "./sweep-orders";

jest.mock("../../reads/forgotten-orders", () => ({ readForgottenOrders: async () => ["order_bad", "order_good"] }));
jest.mock("./enqueue-order", () => ({ enqueueOrder: jest.fn() }));

it("takes up the others when one order cannot be taken up, and says which", async () => {
  const error = jest.fn();
  const container = createMedusaContainer();
  container.register({ logger: asValue({ error }) });
  jest.mocked(enqueueOrder).mockImplementation(async (_container, { orderId }) => {
    if (orderId === "order_bad") {
      throw new Error("its quote is gone");
    }
    return { outcome: "enqueued", tasks: 5 };
  });
  expect(await sweepOrders(container, new Date("2026-03-15T10:00:00Z"))).toBe(1);
  expect(error).toHaveBeenCalledWith(expect.stringMatching(/order_id=order_bad .*its quote is gone/));
});
