import type { MedusaContainer, RegionDTO } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { UnavailableError } from "../../../errors/unavailable-error";
import { logOf } from "../../../telemetry/log";
import { CART_KIND, cartModule, type LicenceCart, readCart } from "./cart";

/** Opens an empty cart in the shop's currency. @throws UnavailableError when no region has that currency; the log says it */
export async function openCart(
  container: MedusaContainer,
  input: { readonly customerId: string | null; readonly salesChannelId: string | undefined; readonly currency: string },
): Promise<LicenceCart> {
  const region = await regionFor(container, input.currency, null);
  const cart = await cartModule(container).createCarts({
    currency_code: input.currency.toLowerCase(),
    region_id: region.id,
    sales_channel_id: input.salesChannelId,
    customer_id: input.customerId ?? undefined,
    metadata: { kind: CART_KIND },
  });
  return readCart(container, cart.id, input.customerId);
}

/**
 * The region of the country, or the shop's first region of the currency where no region names the country.
 *
 * @throws UnavailableError when no region has the currency; the log tells the seller what to do
 */
export async function regionFor(
  container: MedusaContainer,
  currency: string,
  countryCode: string | null,
): Promise<RegionDTO> {
  const service = container.resolve(Modules.REGION);
  const regions = await service.listRegions(
    { currency_code: currency.toLowerCase() },
    { relations: ["countries"], order: { created_at: "ASC" } },
  );
  const own = regions.find((region) => region.countries?.some((country) => country.iso_2 === countryCode));
  const region = own ?? regions[0];
  if (!region) {
    logOf(container).error(`No region has the currency ${currency}: create one in the admin under Settings, Regions`);
    throw new UnavailableError("This shop cannot take orders just now: its seller has to finish setting it up.");
  }
  return region;
}
