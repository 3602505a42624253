import { completeCheckoutWorkflow } from "seatline/workflows";
import { tellErp } from "../../erp";

completeCheckoutWorkflow.hooks.checkoutCompleted(async ({ orderId, companyId, amount, currency }) => {
  // It may be told twice: the order's id is the key.
  await tellErp("order", orderId, { companyId, amount, currency });
});
