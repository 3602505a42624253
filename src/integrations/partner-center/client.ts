import type { PartnerCenterConfig } from "./config";
import { createHttp, type HttpDeps } from "./http";
import { agreementOperations } from "./resources/agreements";
import { catalogOperations } from "./resources/catalog";
import { customerOperations } from "./resources/customers";
import { orderOperations } from "./resources/orders";
import { subscriptionOperations } from "./resources/subscriptions";
import { webhookOperations } from "./resources/webhooks";
import { createAppTokens, createUserTokens, type RefreshTokenStore } from "./tokens";

export type PartnerCenterDeps = {
  readonly refreshTokens: RefreshTokenStore;
  /** Decides when a token is renewed. The issuer's clock has the last word (401). */
  readonly now: () => Date;
  readonly onEnd?: HttpDeps["onEnd"];
};

/** Every operation of Partner Center that Seatline uses. Operations throw PartnerCenterError. */
export type PartnerCenterClient = ReturnType<typeof customerOperations> &
  ReturnType<typeof agreementOperations> &
  ReturnType<typeof catalogOperations> &
  ReturnType<typeof orderOperations> &
  ReturnType<typeof subscriptionOperations> &
  ReturnType<typeof webhookOperations>;

export function createPartnerCenter(config: PartnerCenterConfig, deps: PartnerCenterDeps): PartnerCenterClient {
  const { now, onEnd } = deps;
  const tokens = { app: createAppTokens(config, now), user: createUserTokens(config, deps.refreshTokens, now) };
  const http = createHttp(config, { tokens, now, ...(onEnd && { onEnd }) });
  return {
    ...customerOperations(http),
    ...agreementOperations(http, config.attestation),
    ...catalogOperations(http),
    ...orderOperations(http),
    ...subscriptionOperations(http),
    ...webhookOperations(http),
  };
}
