import type { ExecArgs } from "@medusajs/framework/types";
import { Modules, ProductStatus } from "@medusajs/framework/utils";
import {
  createApiKeysWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createStoresWorkflow,
  createTaxRegionsWorkflow,
  createUsersWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
} from "@medusajs/medusa/core-flows";

/** What a shop has before Seatline comes: a channel with its key, a region, taxes, goods of its own, an admin. */
export default async function shop({ container }: ExecArgs): Promise<void> {
  const channels = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "Shop" }] },
  });
  const channelId = firstId(channels.result);
  const keys = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Shop", type: "publishable", created_by: "" }] },
  });
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: firstId(keys.result), add: [channelId] } });
  const supported_currencies = [{ currency_code: "usd", is_default: true }];
  await createStoresWorkflow(container).run({
    input: { stores: [{ name: "Host shop", supported_currencies, default_sales_channel_id: channelId }] },
  });
  await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: "United States",
          currency_code: "usd",
          countries: ["us"],
          payment_providers: ["pp_system_default", "pp_stripe-checkout_csp"],
        },
      ],
    },
  });
  await createTaxRegionsWorkflow(container).run({
    input: [{ country_code: "us", provider_id: "tp_system", default_tax_rate: { rate: 0, code: "us", name: "None" } }],
  });
  await createProductsWorkflow(container).run({
    input: {
      products: [
        {
          title: "Desk lamp",
          handle: "desk-lamp",
          status: ProductStatus.PUBLISHED,
          sales_channels: [{ id: channelId }],
          options: [{ title: "Colour", values: ["Red"] }],
          variants: [
            {
              title: "Red",
              options: { Colour: "Red" },
              manage_inventory: false,
              prices: [{ currency_code: "usd", amount: 49 }],
            },
          ],
        },
      ],
    },
  });
  await makeAdmin(container, process.env.HOST_ADMIN_EMAIL ?? "", process.env.HOST_ADMIN_PASSWORD ?? "");
}

async function makeAdmin(container: ExecArgs["container"], email: string, password: string): Promise<void> {
  const users = await createUsersWorkflow(container).run({ input: { users: [{ email }] } });
  const auth = container.resolve(Modules.AUTH);
  const { authIdentity } = await auth.register("emailpass", { body: { email, password } });
  await auth.updateAuthIdentities({ id: authIdentity?.id ?? "", app_metadata: { user_id: firstId(users.result) } });
}

function firstId([made]: readonly { id: string }[]): string {
  if (!made) {
    throw new Error("Medusa made nothing.");
  }
  return made.id;
}
