import type { MedusaContainer } from "@medusajs/framework/types";
import { createPartnerCenterAdapter, partnerCenterVendor } from "../integrations/partner-center";
import type { VendorAdapter } from "../integrations/vendor-port";
import { partnerCenter } from "./partner-center";
import { partnerDomains } from "./partner-domains";
import { settingsOf } from "./settings";

type AdapterFactory = (container: MedusaContainer) => VendorAdapter;

const factories = new Map<string, AdapterFactory>([
  [
    partnerCenterVendor,
    (container) => {
      const { acceptancePage, readsAttestations } = settingsOf(container).partnerCenter;
      const options = { acceptancePage, readsAttestations };
      return createPartnerCenterAdapter(partnerCenter(container), partnerDomains(container), options);
    },
  ],
]);

/** Makes a vendor known under the name its plans carry. Replaces an earlier adapter of that name. */
export function registerVendor(vendor: string, create: AdapterFactory): void {
  factories.set(vendor, create);
}

/** @throws Error when no adapter of this name is registered. */
export function vendorAdapter(container: MedusaContainer, vendor: string): VendorAdapter {
  const create = factories.get(vendor);
  if (create === undefined) {
    throw new Error(`No vendor adapter is registered under "${vendor}". Known: ${[...factories.keys()].join(", ")}.`);
  }
  return create(container);
}
