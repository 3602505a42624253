import type { MedusaContainer } from "@medusajs/framework/types";
import {
  type CallKind,
  createPartnerCenter,
  type PartnerCenterClient,
  type PartnerCenterError,
} from "../integrations/partner-center";
import { codeAndDetail } from "../integrations/vendor-port";
import { CLOCK_MODULE } from "../modules/clock";
import type { Settings } from "../modules/settings";
import { logOf } from "../telemetry/log";
import { partnerCenterCall } from "./partner-center-call";
import { refreshTokenStore } from "./refresh-token-store";
import { endSetUpFault, noticePresence, noticeSetUpFault, reachOf } from "./set-up-faults";
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
    const { signatoryEmailField: emailField, signatoryPhoneField: phoneField } = settings.partnerCenter;
    const clock = container.resolve(CLOCK_MODULE);
    client = createPartnerCenter(
      { apiBase, loginBase, tenantId, clientId, clientSecret, attestation: { emailField, phoneField } },
      {
        refreshTokens: refreshTokenStore(container),
        now: () => clock.now(),
        onEnd: (error, kind) => hear(container, error, kind),
      },
    );
    clients.set(settings, client);
  }
  return client;
}

/**
 * Whoever asks the vendor finds out whether our access to it works: an order, a form's look-up, the daily reading. What
 * cannot be noted is logged, since the answer matters more to who asked.
 */
async function hear(container: MedusaContainer, error: PartnerCenterError | null, kind: CallKind): Promise<void> {
  const call = partnerCenterCall(kind);
  noticePresence("partner_center", error);
  try {
    if (error === null || error.wasLetThrough) {
      await endSetUpFault(container, call);
    } else if (error.answer.fault === "set_up") {
      await noticeSetUpFault(container, reachOf(call, error.answer), codeAndDetail(error.code, error.message));
    }
  } catch (failure) {
    logOf(container).warn("A set-up fault could not be noted", { source: "partner-center", error: failure });
  }
}
