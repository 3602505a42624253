import { Module } from "@medusajs/framework/utils";
import SubscriptionModuleService from "./service";

export const SUBSCRIPTION_MODULE = "csp_subscription";

export { changeWantedSchema } from "./change-rows";
export type * from "./change-types";
export type * from "./finding-types";
export { FINDING_STATES } from "./finding-types";
export type * from "./renewal-types";
export { isHeldWhere } from "./subscription-rows";
export type * from "./types";
export { SubscriptionModuleService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [SUBSCRIPTION_MODULE]: SubscriptionModuleService;
  }
}

export default Module(SUBSCRIPTION_MODULE, { service: SubscriptionModuleService });
