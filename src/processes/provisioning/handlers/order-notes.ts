import type { OrderNotes } from "../../../integrations/vendor-port";
import type { ProvisioningModuleService } from "../../../modules/provisioning";

/** The adapter's memory of one order, kept by the provisioning module. */
export function orderNotes(
  provisioning: ProvisioningModuleService,
  order: { readonly orderId: string; readonly vendor: string },
): OrderNotes {
  const { orderId, vendor } = order;
  return {
    load: () => provisioning.loadNotes(orderId),
    save: (notes, revision, reference) => provisioning.saveNotes({ orderId, vendor, notes, revision, reference }),
    knownVendorOrders: (ids) => provisioning.knownVendorOrders(vendor, ids),
  };
}
