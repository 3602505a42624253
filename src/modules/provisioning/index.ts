import { Module } from "@medusajs/framework/utils";
import ProvisioningModuleService from "./service";

export const PROVISIONING_MODULE = "csp_provisioning";

export * from "./set-up-wait";
export * from "./standing";
export * from "./types";
export { ProvisioningModuleService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [PROVISIONING_MODULE]: ProvisioningModuleService;
  }
}

export default Module(PROVISIONING_MODULE, { service: ProvisioningModuleService });
