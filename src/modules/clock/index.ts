import { Module } from "@medusajs/framework/utils";
import ClockService from "./service";

export const CLOCK_MODULE = "csp_clock";

export type { Clock, ClockMove } from "./clock";
export { ClockService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [CLOCK_MODULE]: ClockService;
  }
}

export default Module(CLOCK_MODULE, { service: ClockService });
