export { checkTaxIdSoon } from "./check-tax-id";
export { decideTaxId } from "./decide-tax-id";
export { taxIdDuty } from "./duty";
export { type TaxIdEffect, taxIdEffect } from "./standing";
