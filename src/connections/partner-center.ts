import type { MedusaContainer } from "@medusajs/framework/types";
import { createPartnerCenter, type PartnerCenterClient } from "../integrations/partner-center";
import { CLOCK_MODULE } from "../modules/clock";
import type { Settings } from "../modules/settings";
import { refreshTokenStore } from "./refresh-token-store";
import { settingsOf } from "./settings";

const clients = new WeakMap<Settings, PartnerCenterClient>();

/**
 * The application's one Partner Center client: tokens are shared and renewed once for all callers. Settings come from
 * the options, the rotated refresh token from the database.
 */
export function partnerCenter(container: MedusaContainer): PartnerCenterClient {
  const settings = settingsOf(container);
  let client = clients.get(settings);
  if (client === undefined) {
    const { apiBase, loginBase, tenantId, clientId, clientSecret } = settings.partnerCenter;
    const clock = container.resolve(CLOCK_MODULE);
    client = createPartnerCenter(
      { apiBase, loginBase, tenantId, clientId, clientSecret },
      { refreshTokens: refreshTokenStore(container), now: () => clock.now() },
    );
    clients.set(settings, client);
  }
  return client;
}
