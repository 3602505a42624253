import type { ICartModuleService, IPaymentModuleService, MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";
import { CHECKOUT_MODULE, type CheckoutService } from "../../../modules/checkout";
import { COMPANY_MODULE, type CompanyService } from "../../../modules/company";

/** The services a checkout touches, under their types. */
export function checkoutServices(container: MedusaContainer) {
  return {
    checkouts: container.resolve<CheckoutService>(CHECKOUT_MODULE),
    companies: container.resolve<CompanyService>(COMPANY_MODULE),
    billing: container.resolve<BillingModuleService>(BILLING_MODULE),
    carts: container.resolve<ICartModuleService>(Modules.CART),
    payments: container.resolve<IPaymentModuleService>(Modules.PAYMENT),
  };
}
