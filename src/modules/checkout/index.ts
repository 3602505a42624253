import { Module } from "@medusajs/framework/utils";
import CheckoutService from "./service";

export const CHECKOUT_MODULE = "csp_checkout";

export type * from "./types";
export { isVerifiedPayment } from "./verified-payment";
export { CheckoutService };

export default Module(CHECKOUT_MODULE, { service: CheckoutService });
