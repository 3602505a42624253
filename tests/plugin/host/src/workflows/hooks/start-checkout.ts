import { MedusaError } from "@medusajs/framework/utils";
import { startCheckoutWorkflow } from "seatline/workflows";

startCheckoutWorkflow.hooks.validate(async ({ input }) => {
  if (input.poNumber === "NO-BUDGET") {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "This purchase order has no budget left.");
  }
});
