import { defineLink } from "@medusajs/framework/utils";
import ProductModule from "@medusajs/medusa/product";
import CatalogModule from "../modules/catalog";

/** `product_variant.csp_plan` and `csp_plan.variant`. */
const { cspPlan } = CatalogModule.linkable;
const { productVariant } = ProductModule.linkable;

defineLink({ linkable: productVariant, field: "id" }, { ...cspPlan.id, primaryKey: "variant_id" }, { readOnly: true });
defineLink({ linkable: cspPlan, field: "variant_id" }, { ...productVariant.id, alias: "variant" }, { readOnly: true });
