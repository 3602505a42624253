import { randomUUID } from "node:crypto";
import {
  createPartnerCenter,
  type PartnerCenterClient,
  type PartnerCenterError,
} from "../../../src/integrations/partner-center";
import type { Harness } from "./partner-center";

type OnEnd = NonNullable<Parameters<typeof createPartnerCenter>[1]["onEnd"]>;

/** The product's client, signed in at the simulator of a harness; the refresh token is kept in memory. */
export function clientOf(harness: Harness, onEnd?: OnEnd): PartnerCenterClient {
  let stored = process.env.PARTNER_CENTER_REFRESH_TOKEN ?? "";
  return createPartnerCenter(
    {
      apiBase: harness.url,
      loginBase: harness.url,
      tenantId: process.env.PARTNER_CENTER_TENANT_ID ?? "",
      clientId: process.env.PARTNER_CENTER_CLIENT_ID ?? "",
      clientSecret: process.env.PARTNER_CENTER_CLIENT_SECRET ?? "",
      timeoutMs: 400,
      retry: { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 2, longestWaitMs: 5 },
    },
    {
      refreshTokens: {
        load: async () => stored,
        save: async (token) => {
          stored = token;
        },
      },
      now: () => harness.clock.now(),
      ...(onEnd && { onEnd }),
    },
  );
}

export const ids = () => ({ requestId: randomUUID() });

export const failureOf = (attempt: Promise<unknown>): Promise<PartnerCenterError> =>
  attempt.then(
    () => {
      throw new Error("It should have failed.");
    },
    (error) => error,
  );
