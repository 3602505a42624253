import type { MedusaContainer, RegionDTO } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { CART_KIND, cartModule, type LicenceCart, readCart } from "./cart";

/** Opens an empty cart in the shop's currency. @throws MedusaError not_allowed when no region has that currency */
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

/** The region of the country, or the shop's first region of the currency where no region names the country. */
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
    const message = `The shop has no region in ${currency}; create one in the admin under Settings, Regions.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  return region;
}
