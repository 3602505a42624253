import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "./settings";

/** The seller's own mail domains, at which no customer can be: as set, or else that of the address customers write to. */
export function partnerDomains(container: MedusaContainer): readonly string[] {
  const { partnerCenter, seller } = settingsOf(container);
  return partnerCenter.ownDomains ?? seller.supportEmail.split("@").slice(-1);
}
