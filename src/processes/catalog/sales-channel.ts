import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { createSalesChannelsWorkflow } from "@medusajs/medusa/core-flows";
import { settingsOf } from "../../connections/settings";

/**
 * Medusa does not look at sales channels where a shop has one only, and would then list a product that is in none. So
 * products that are to be listed nowhere are in a channel that no publishable key opens.
 */
const UNLISTED = {
  name: "Licences, unlisted",
  description: "Keeps licences out of the store's product list. Give it to no publishable key.",
};

/**
 * The sales channel in which products of plans belong, as the option `salesChannel` says.
 *
 * @throws MedusaError not_allowed when there is no such channel
 */
export async function chosenSalesChannel(container: MedusaContainer): Promise<string> {
  const { salesChannel } = settingsOf(container);
  switch (salesChannel) {
    case "none":
      return unlistedChannel(container);
    case "default":
      return defaultChannel(container);
    default:
      return knownChannel(container, salesChannel);
  }
}

async function unlistedChannel(container: MedusaContainer): Promise<string> {
  const { name } = UNLISTED;
  const [known] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({ name }, { take: 1 });
  if (known) {
    return known.id;
  }
  const { result } = await createSalesChannelsWorkflow(container).run({ input: { salesChannelsData: [UNLISTED] } });
  const [made] = result;
  if (!made) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "Medusa made no sales channel.");
  }
  return made.id;
}

async function defaultChannel(container: MedusaContainer): Promise<string> {
  const [store] = await container.resolve(Modules.STORE).listStores({}, { select: ["id", "default_sales_channel_id"] });
  if (!store?.default_sales_channel_id) {
    const message = "The store has no default sales channel: choose one under Settings, Store.";
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  return store.default_sales_channel_id;
}

async function knownChannel(container: MedusaContainer, id: string): Promise<string> {
  const [known] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({ id }, { take: 1 });
  if (!known) {
    const message = `The sales channel ${id} does not exist: correct the option salesChannel.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  return known.id;
}
