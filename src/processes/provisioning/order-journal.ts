import type { JournalEntry, OrderJournal } from "../../integrations/vendor-port";
import type { ProvisioningModuleService, VendorOrderRecord } from "../../modules/provisioning";

/** The adapter's memory of one order, kept by the provisioning module. */
export function orderJournal(
  provisioning: ProvisioningModuleService,
  order: { readonly orderId: string; readonly vendor: string },
): OrderJournal {
  const { orderId, vendor } = order;
  return {
    current: async () => entryOf(await provisioning.currentVendorOrder(orderId, vendor)),
    cartCreated: async (generation, cart) => entryOf(await provisioning.storeCart(orderId, generation, cart)),
    checkoutBegun: (generation) => provisioning.markCheckoutBegun(orderId, generation),
    checkoutAnswered: (generation) => provisioning.renewCheckoutRequest(orderId, generation),
    abandon: async (generation, why) => entryOf(await provisioning.abandonVendorOrder(orderId, generation, why)),
    knownVendorOrders: (ids) => provisioning.knownVendorOrders(vendor, ids),
  };
}

const entryOf = (record: VendorOrderRecord): JournalEntry => ({
  generation: record.generation,
  cartRequestId: record.cartRequestId,
  cart: record.cart,
  checkoutBegun: record.checkoutBegun,
});
