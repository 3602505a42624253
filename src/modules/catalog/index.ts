import { Module } from "@medusajs/framework/utils";
import CatalogService from "./service";

export const CATALOG_MODULE = "csp_catalog";

export { billingWords, licenceWords, planWords, termWords } from "./plan-words";
export type { ExtendedTermSearch } from "./reads/extended-terms";
export type { Facet, OfferPage, OfferSearch, StoreOffer, StoreSku } from "./reads/store-offers";
export { seatLimits } from "./seat-limits";
export { SEGMENTS } from "./segments";
export type { Publication } from "./selling/publications";
export type * from "./types";
export { CatalogService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [CATALOG_MODULE]: CatalogService;
  }
}

export default Module(CATALOG_MODULE, { service: CatalogService });
