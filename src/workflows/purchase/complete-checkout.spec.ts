import { asValue } from "@medusajs/framework/awilix";
import { createMedusaContainer } from "@medusajs/framework/utils";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { CLOCK_MODULE } from "../../modules/clock";
import { completeCheckout } from "../../processes/purchase/checkouts/complete-checkout";
import { mailOutstandingOrders } from "../../processes/purchase/checkouts/order-mail";
import { completeCheckoutWorkflow } from "./complete-checkout";
import { checkoutCompletedDuty } from "./completed-duty";

jest.mock("../../processes/purchase/checkouts/complete-checkout", () => ({ completeCheckout: jest.fn() }));
jest.mock("../../processes/purchase/checkouts/order-mail", () => ({ mailOutstandingOrders: jest.fn() }));

const NOW = new Date("2026-03-15T10:00:00Z");
const told = jest.fn();
completeCheckoutWorkflow.hooks.checkoutCompleted(async (completed) => told(completed));

const buyer = { cartId: "cart_1", customerId: "cus_1", companyId: "cspcom_1", amount: 2_460, currency: "EUR" };
const checkout = { id: "cspchk_1", orderId: "order_1", orderedAt: NOW, ...buyer };
const completed = { checkoutId: "cspchk_1", orderId: "order_1", orderedAt: "2026-03-15T10:00:00.000Z", ...buyer };
const checkouts = {
  leaseUnannounced: jest.fn(),
  markAnnounced: jest.fn(),
  release: jest.fn(),
  listUnannounced: jest.fn(),
  nextAnnouncementAt: jest.fn(),
};
const container = createMedusaContainer();
container.register({
  logger: asValue({ error: jest.fn() }),
  [CLOCK_MODULE]: asValue({ now: () => NOW }),
  [CHECKOUT_MODULE]: asValue(checkouts),
});
const complete = async () =>
  (await completeCheckoutWorkflow(container).run({ input: { checkoutId: "cspchk_1" } })).result;

beforeEach(() => {
  jest.resetAllMocks();
  jest.mocked(completeCheckout).mockResolvedValue({ outcome: "ordered", orderId: "order_1" });
  checkouts.leaseUnannounced.mockResolvedValueOnce({ checkout, token: "t1", tries: 2 }).mockResolvedValue(null);
});

describe("complete checkout", () => {
  it("tells of an order once, however often it is run", async () => {
    expect(await complete()).toEqual({ outcome: "ordered", orderId: "order_1", hookFailure: null });
    expect(await complete()).toEqual({ outcome: "ordered", orderId: "order_1", hookFailure: null });
    expect(told.mock.calls).toEqual([[completed]]);
    expect(checkouts.markAnnounced.mock.calls).toEqual([["cspchk_1", "t1"]]);
    expect(checkouts.release).not.toHaveBeenCalled();
  });

  it("keeps an order that the host's handler could not take, and puts telling off, longer each time", async () => {
    told.mockRejectedValue(new Error("The ERP is away."));
    expect(await complete()).toEqual({ outcome: "ordered", orderId: "order_1", hookFailure: "The ERP is away." });
    expect(checkouts.markAnnounced).not.toHaveBeenCalled();
    const [[id, token, again, why]] = checkouts.release.mock.calls as [[string, string, Date, string]];
    expect([id, token, why]).toEqual(["cspchk_1", "t1", "The ERP is away."]);
    expect(again.getTime() - NOW.getTime()).toBeGreaterThan(10_000);
  });

  it("tells nothing while there is no order", async () => {
    jest.mocked(completeCheckout).mockResolvedValue({ outcome: "awaiting_payment", declineReason: null });
    checkouts.leaseUnannounced.mockReset().mockResolvedValue(null);
    expect(await complete()).toEqual({ outcome: "awaiting_payment", declineReason: null, hookFailure: null });
    expect(told).not.toHaveBeenCalled();
  });
});

it("the duty tells of what nobody told of yet, and names when there is more", async () => {
  checkouts.listUnannounced.mockResolvedValue(["cspchk_1"]);
  checkouts.nextAnnouncementAt.mockResolvedValue(NOW);
  jest.mocked(mailOutstandingOrders).mockResolvedValue(null);
  expect(await checkoutCompletedDuty.run(container, NOW)).toEqual({ done: 1, nextDueAt: NOW });
  expect(told.mock.calls).toEqual([[completed]]);
});

it("the duty comes back for a mail that did not go out", async () => {
  const soon = new Date(NOW.getTime() + 60_000);
  checkouts.listUnannounced.mockResolvedValue([]);
  checkouts.nextAnnouncementAt.mockResolvedValue(null);
  jest.mocked(mailOutstandingOrders).mockResolvedValue(soon);
  expect(await checkoutCompletedDuty.run(container, NOW)).toEqual({ done: 0, nextDueAt: soon });
});
