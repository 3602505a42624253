import type { VendorAdapter } from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { attestAgreement } from "./agreement";
import { placeOrder } from "./place-order";
import { readOrder } from "./read-order";
import { readSubscription } from "./read-subscription";
import { ensureTenant } from "./tenant";

export const PARTNER_CENTER_VENDOR = "partner-center";

/** Microsoft's Partner Center as a vendor, for partners that may order there themselves. */
export function createPartnerCenterAdapter(client: PartnerCenterClient): VendorAdapter {
  return {
    vendor: PARTNER_CENTER_VENDOR,
    ensureTenant: (input) => ensureTenant(client, input),
    attestAgreement: (input) => attestAgreement(client, input),
    placeOrder: (input) => placeOrder(client, input),
    readOrder: (input) => readOrder(client, input),
    readSubscription: (input) => readSubscription(client, input),
  };
}
