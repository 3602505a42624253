import { Module } from "@medusajs/framework/utils";
import AttentionService from "./service";

export const ATTENTION_MODULE = "csp_attention";

export type * from "./types";
export { AttentionService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [ATTENTION_MODULE]: AttentionService;
  }
}

export default Module(ATTENTION_MODULE, { service: AttentionService });
