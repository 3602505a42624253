import { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { assertCheckoutAuthorised } from "seatline/workflows";

completeCartWorkflow.hooks.validate(async ({ cart }, { container }) => {
  await assertCheckoutAuthorised(container, cart);
  // your own checks
});
