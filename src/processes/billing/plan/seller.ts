import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import { BILLING_MODULE, type LegalEntity, type PartySnapshot } from "../../../modules/billing";

const SELLER_ID = "csple_default";
const NUMBER_PREFIX = "INV";

/** The shop's seller as the settings have it today, written down so that invoices and number series can refer to it. */
export async function sellerEntity(container: MedusaContainer): Promise<LegalEntity> {
  const billing = container.resolve(BILLING_MODULE);
  const { seller } = settingsOf(container);
  return billing.saveLegalEntity({
    id: SELLER_ID,
    legalName: seller.legalName,
    addressLines: seller.addressLines,
    countryCode: seller.countryCode,
    taxId: seller.taxId,
    supportEmail: seller.supportEmail,
    supportPhone: seller.supportPhone,
    timeZone: seller.timeZone,
    currency: seller.currency,
    numberPrefix: NUMBER_PREFIX,
  });
}

/** The seller's data as an invoice keeps it. */
export function sellerSnapshot(entity: LegalEntity): PartySnapshot {
  return {
    name: entity.legalName,
    addressLines: entity.addressLines,
    countryCode: entity.countryCode,
    taxId: entity.taxId || null,
    email: entity.supportEmail,
    phone: entity.supportPhone || null,
  };
}
