import { Module } from "@medusajs/framework/utils";
import CheckoutService from "./service";

export const CHECKOUT_MODULE = "csp_checkout";

export type * from "./types";
export { isVerifiedPayment } from "./verified-payment";
export { CheckoutService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [CHECKOUT_MODULE]: CheckoutService;
  }
}

export default Module(CHECKOUT_MODULE, { service: CheckoutService });
