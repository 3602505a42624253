import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenterVendor, type RefreshTokenStore } from "../integrations/partner-center";
import { PROVISIONING_MODULE } from "../modules/provisioning";
import { openSecret, sealSecret } from "./sealed-text";
import { settingsOf } from "./settings";

/**
 * The refresh token as the vendor last rotated it, sealed in the database; the token in the options is the seed. A seed
 * that an operator has replaced since (after a revocation) wins over everything derived from the old one.
 */
export function refreshTokenStore(container: MedusaContainer): RefreshTokenStore {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const { secretsKey, partnerCenter } = settingsOf(container);
  const seed = partnerCenter.refreshToken;
  return {
    async load() {
      const stored = await provisioning.findCredential(partnerCenterVendor);
      return stored !== null && stored.seedFingerprint === fingerprint(seed)
        ? openSecret(stored.sealedRefreshToken, secretsKey)
        : seed;
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
