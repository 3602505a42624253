import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { BILLING_MODULE } from "../../../modules/billing";
import { CHECKOUT_MODULE } from "../../../modules/checkout";
import { COMPANY_MODULE } from "../../../modules/company";

/** The services a checkout touches, under their types. */
export function checkoutServices(container: MedusaContainer) {
  return {
    checkouts: container.resolve(CHECKOUT_MODULE),
    companies: container.resolve(COMPANY_MODULE),
    billing: container.resolve(BILLING_MODULE),
    carts: container.resolve(Modules.CART),
    payments: container.resolve(Modules.PAYMENT),
  };
}
