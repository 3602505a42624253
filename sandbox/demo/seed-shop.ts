import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import {
  createApiKeysWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows";
import { settingsOf } from "../../src/connections/settings";

const CHANNEL = "Online shop";
const KEY = "Shop";
const PAYMENT_PROVIDER = "pp_stripe-checkout_csp";

/**
 * Store, sales channel, the shop's key and the region it sells in.
 *
 * @returns the publishable key
 */
export async function seedShop(container: MedusaContainer): Promise<string> {
  const { legalName, currency, countryCode } = settingsOf(container).seller;
  const channelId = await ensureChannel(container);
  const [store] = await container.resolve(Modules.STORE).listStores();
  if (!store) {
    throw new Error("Medusa has made no store: run its database migration first.");
  }
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: legalName,
        supported_currencies: [{ currency_code: currency.toLowerCase(), is_default: true }],
        default_sales_channel_id: channelId,
      },
    },
  });
  await ensureRegion(container, currency.toLowerCase(), countryCode.toLowerCase());
  return ensureKey(container, channelId);
}

async function ensureChannel(container: MedusaContainer): Promise<string> {
  const [known] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({ name: CHANNEL });
  if (known) {
    return known.id;
  }
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: CHANNEL, description: "The self-service shop" }] },
  });
  return idOf(result[0]);
}

async function ensureRegion(container: MedusaContainer, currency: string, country: string): Promise<void> {
  const regions = await container.resolve(Modules.REGION).listRegions({}, { relations: ["countries"] });
  if (regions.some((region) => region.countries.some(({ iso_2 }) => iso_2 === country))) {
    return;
  }
  const name = new Intl.DisplayNames("en", { type: "region" }).of(country.toUpperCase()) ?? country;
  await createRegionsWorkflow(container).run({
    input: {
      regions: [{ name, currency_code: currency, countries: [country], payment_providers: [PAYMENT_PROVIDER] }],
    },
  });
}

async function ensureKey(container: MedusaContainer, channelId: string): Promise<string> {
  const [known] = await container.resolve(Modules.API_KEY).listApiKeys({ title: KEY, type: "publishable" });
  const key = known ?? (await createKey(container));
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channelId] } });
  return key.token;
}

async function createKey(container: MedusaContainer): Promise<{ id: string; token: string }> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: KEY, type: "publishable", created_by: "" }] },
  });
  const [key] = result;
  if (!key) {
    throw new Error("Medusa made no publishable key.");
  }
  return key;
}

function idOf(made: { id: string } | undefined): string {
  if (!made) {
    throw new Error("Medusa made no sales channel.");
  }
  return made.id;
}
