import { container } from "@medusajs/framework";
import { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { settingsOf } from "../../connections/settings";
import { takeValidateHook } from "../../processes/purchase/checkouts/take-validate-hook";

// Handlers are registered by importing them; Medusa imports this file once its modules, and so the settings, stand.
if (settingsOf(container).guardCartCompletion) {
  takeValidateHook(completeCartWorkflow);
}
