import type { MedusaContainer } from "@medusajs/framework/types";
import { environment } from "../config/environment";
import { createPartnerCenter, type PartnerCenterClient } from "../integrations/partner-center";
import type { Clock } from "../modules/clock/clock";
import { refreshTokenStore } from "./refresh-token-store";

const clients = new WeakMap<object, PartnerCenterClient>();

/**
 * The process's one Partner Center client: tokens are shared and renewed once for all callers. Settings come from the
 * environment, the rotated refresh token from the database.
 */
export function partnerCenter(container: MedusaContainer): PartnerCenterClient {
  // Requests have containers of their own; the clock behind them is one per application.
  const clock = container.resolve<Clock>("clock");
  let client = clients.get(clock);
  if (client === undefined) {
    const { apiBase, loginBase, tenantId, clientId, clientSecret } = environment().partnerCenter;
    client = createPartnerCenter(
      { apiBase, loginBase, tenantId, clientId, clientSecret },
      { refreshTokens: refreshTokenStore(container), now: () => clock.now() },
    );
    clients.set(clock, client);
  }
  return client;
}
