import type { VendorAdapter } from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { attestAgreement } from "./agreement";
import { type AgreementOptions, DEFAULT_AGREEMENT_OPTIONS, vendorAgreements } from "./agreements";
import { cancelSubscription } from "./cancel-subscription";
import { mayHaveOrdered } from "./cart-notes";
import { changeQuantity } from "./change-quantity";
import { findPlaced } from "./find-placed";
import { placeOrder } from "./place-order";
import { readOrder } from "./read-order";
import { listSubscriptions, readSubscription } from "./read-subscription";
import { setEndOfTerm } from "./set-end-of-term";
import { ensureTenant } from "./tenant";

export const PARTNER_CENTER_VENDOR = "partner-center";

/**
 * Microsoft's Partner Center as a vendor, for partners that may order there themselves.
 *
 * @param partnerDomains the partner's own mail domains, at which the vendor takes no customer
 * @param options where its agreement is accepted, and whether it is asked for the acceptance
 */
export function createPartnerCenterAdapter(
  client: PartnerCenterClient,
  partnerDomains: readonly string[],
  options: AgreementOptions = DEFAULT_AGREEMENT_OPTIONS,
): VendorAdapter {
  return {
    vendor: PARTNER_CENTER_VENDOR,
    agreements: vendorAgreements(client, partnerDomains, options),
    ensureTenant: (input) => ensureTenant(client, input, partnerDomains),
    attestAgreement: (input) => attestAgreement(client, input, partnerDomains),
    placeOrder: (input) => placeOrder(client, input),
    mayHaveOrdered,
    findPlaced: (query) => findPlaced(client, query),
    readOrder: (input) => readOrder(client, input),
    cancelSubscription: (input) => cancelSubscription(client, input),
    changeQuantity: (input) => changeQuantity(client, input),
    setEndOfTerm: (input) => setEndOfTerm(client, input),
    readSubscription: (input) => readSubscription(client, input),
    listSubscriptions: (input) => listSubscriptions(client, input),
  };
}
