import type { VendorFailure } from "./outcome";

/** Vendors name the property they do not take. */
const ADDRESS_PROPERTY = /default_?address|address_?line|postal_?code|\bzip\b/i;

/** True for a definite no that names the customer's address: the customer can correct that himself. */
export function isAddressRefusal(failure: VendorFailure): failure is Extract<VendorFailure, { code: string }> {
  const isDefinite = failure.kind === "refused" || failure.kind === "needs_attention";
  return isDefinite && ADDRESS_PROPERTY.test(failure.detail);
}
