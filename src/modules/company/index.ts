import { Module } from "@medusajs/framework/utils";
import CompanyService from "./service";

export const COMPANY_MODULE = "csp_company";

export type * from "./attestation-types";
export { mailContactOf } from "./erased-contact";
export type { TaxToCorrect } from "./tax-id-checks";
export type * from "./types";
export { CompanyService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [COMPANY_MODULE]: CompanyService;
  }
}

export default Module(COMPANY_MODULE, { service: CompanyService });
