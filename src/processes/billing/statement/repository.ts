import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";

/** A company's view of its own books. */
export function statementRepository(container: MedusaContainer): BillingModuleService["statement"] {
  return container.resolve<BillingModuleService>(BILLING_MODULE).statement;
}
