import { randomUUID } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenter } from "../../connections/partner-center";
import type { PartnerCenterClient } from "../../integrations/partner-center";
import { isPartnerCenterError } from "../../integrations/partner-center/errors";
import type { CompanyAddress } from "../../modules/company";
import { logOf } from "../../telemetry/log";

/** The vendor cannot find the address, and would refuse the customer for it. Other doubts (a house number) pass. */
const NOT_FOUND: ReadonlySet<string> = new Set(["none", "interactionrequired"]);

/** What the vendor finds wrong with an address, in words, and the address that it takes for the one that is meant. */
export type AddressFault = { readonly problem: string; readonly suggestion: CompanyAddress | null };

/**
 * What is wrong with an address at the vendor; null when nothing is. A vendor that does not answer stops nobody: the
 * address is looked at again when the tenant is made.
 */
export async function addressFault(container: MedusaContainer, address: CompanyAddress): Promise<AddressFault | null> {
  try {
    const { status, validationMessage, suggestedAddresses } = await partnerCenter(container).validateAddress(
      {
        line1: address.line1,
        line2: address.line2,
        city: address.city,
        state: address.province,
        postalCode: address.postalCode,
        country: address.countryCode,
      },
      { requestId: randomUUID() },
    );
    if (!NOT_FOUND.has(status.toLowerCase())) {
      return null;
    }
    const [best] = suggestedAddresses;
    const lines = best && [best.addressLine1, best.city, best.state, best.postalCode, best.country].filter(Boolean);
    const suggested = lines ? ` Microsoft suggests: ${lines.join(", ")}.` : "";
    return {
      problem: `is not known to Microsoft: ${validationMessage ?? "it was not found."}${suggested}`,
      suggestion: best ? whole(best, address.countryCode) : null,
    };
  } catch (error) {
    if (!isPartnerCenterError(error)) {
      throw error;
    }
    logOf(container).warn("An address could not be checked", { source: "partner-center", error: error.message });
    return null;
  }
}

type Suggested = Awaited<ReturnType<PartnerCenterClient["validateAddress"]>>["suggestedAddresses"][number];

/** A suggestion that can stand in the place of what was typed: complete, and in the country whose tax was shown. */
function whole(suggested: Suggested, countryCode: string): CompanyAddress | null {
  const { addressLine1, addressLine2, city, state, postalCode, country } = suggested;
  if (!addressLine1 || !city || !postalCode || country?.toLowerCase() !== countryCode.toLowerCase()) {
    return null;
  }
  return { line1: addressLine1, line2: addressLine2 || null, city, province: state || null, postalCode, countryCode };
}
