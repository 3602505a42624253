import { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { assertCheckoutAuthorised } from "../../processes/purchase/checkouts/guard-cart-completion";

completeCartWorkflow.hooks.validate(async ({ cart }, { container }) => {
  await assertCheckoutAuthorised(container, cart);
});
