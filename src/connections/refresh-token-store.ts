import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenterVendor, type RefreshTokenStore } from "../integrations/partner-center";
import { PROVISIONING_MODULE } from "../modules/provisioning";
import { logOf } from "../telemetry/log";
import { openSecret, sealSecret } from "./sealed-text";
import { settingsOf } from "./settings";

/**
 * The refresh token as the vendor last rotated it, sealed in the database; the token in the options is the seed. A seed
 * that an operator has replaced since (after a revocation) wins over everything derived from the old one; so it does where
 * the key of sealing was changed, and what was sealed cannot be opened any more.
 */
export function refreshTokenStore(container: MedusaContainer): RefreshTokenStore {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const { secretsKey, partnerCenter } = settingsOf(container);
  const seed = partnerCenter.refreshToken;
  return {
    async load() {
      const stored = await provisioning.findCredential(partnerCenterVendor);
      if (stored === null || stored.seedFingerprint !== fingerprint(seed)) {
        return seed;
      }
      try {
        return openSecret(stored.sealedRefreshToken, secretsKey);
      } catch (error) {
        const words = "The refresh token was sealed with another SECRETS_KEY: the one in the options is taken";
        logOf(container).warn(words, { source: "partner-center", error });
        return seed;
      }
    },
    async save(refreshToken) {
      await provisioning.storeCredential(partnerCenterVendor, {
        sealedRefreshToken: sealSecret(refreshToken, secretsKey),
        seedFingerprint: fingerprint(seed),
      });
    },
  };
}

const fingerprint = (token: string): string => createHash("sha256").update(token).digest("hex");
