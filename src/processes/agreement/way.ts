import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { vendorAdapter } from "../../connections/vendors";
import { localDateIn } from "../../domain/calendar";
import { type AgreementWay, agreementWayOn } from "../../domain/customer-agreement";
import { partnerCenterVendor, retiredOn } from "../../integrations/partner-center";
import type { VendorAgreements } from "../../integrations/vendor-port";

/** The way in which a customer accepts the vendor's agreement at `now`: as its contract of the day has it, or as is set. */
export function agreementWay(container: MedusaContainer, now: Date): AgreementWay {
  const { agreementWay: set } = settingsOf(container).partnerCenter;
  return set === "by_date" ? agreementWayOn(localDateIn(now, "UTC"), retiredOn("POST /customers/:id/agreements")) : set;
}

/** What a company's vendor does about its agreement; null where it asks for none. Companies have a tenant at one vendor. */
export const agreementsOf = (container: MedusaContainer): VendorAgreements | null =>
  vendorAdapter(container, partnerCenterVendor).agreements;
