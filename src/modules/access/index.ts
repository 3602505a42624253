import { Module } from "@medusajs/framework/utils";
import AccessService from "./service";

export const ACCESS_MODULE = "csp_access";

export type * from "./types";
export { AccessService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [ACCESS_MODULE]: AccessService;
  }
}

export default Module(ACCESS_MODULE, { service: AccessService });
