import { completeCartWorkflow } from "@medusajs/medusa/core-flows";

// The one handler that Medusa allows, which Seatline wants too unless its options say otherwise.
if (process.env.HOST_HOOK === "taken") {
  completeCartWorkflow.hooks.validate(() => undefined);
}
