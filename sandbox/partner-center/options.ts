import type { SandboxClock } from "../clock/clock";
import { demoPartnerCenter } from "../launcher/demo";
import type { DatedSheet } from "./catalog/price-sheets";
import type { Promotion } from "./catalog/promotion";
import type { SettingsPatch } from "./settings";
import type { PartnerCredentials } from "./world";

export interface PartnerCenterOptions {
  clock: SandboxClock;
  /** JSON file that keeps the state over restarts; without it everything is in memory only. */
  stateFile?: string;
  /** The licence price sheet from which the catalogue follows; a missing file gives a small built-in one. */
  priceSheetFile?: string;
  /** Sheets that take over from the first day of later months. */
  laterPriceSheets?: readonly DatedSheet[];
  promotions?: readonly Promotion[];
  /** `P:S` of an add-on to the `P:S` of which the customer must own at least one. */
  prerequisites?: Readonly<Record<string, readonly string[]>>;
  /** `P:S` to the `P:S` it can be upgraded to. */
  upgrades?: Readonly<Record<string, readonly string[]>>;
  credentials?: Partial<PartnerCredentials>;
  /** Shortcut for `settings.provisioningDelayMs`. */
  provisioningDelayMs?: number;
  settings?: SettingsPatch;
}

export const defaultCredentials: PartnerCredentials = {
  tenantId: demoPartnerCenter.PARTNER_CENTER_TENANT_ID,
  clientId: demoPartnerCenter.PARTNER_CENTER_CLIENT_ID,
  clientSecret: demoPartnerCenter.PARTNER_CENTER_CLIENT_SECRET,
  refreshToken: demoPartnerCenter.PARTNER_CENTER_REFRESH_TOKEN,
  authorizationCode: "sandbox-authorization-code",
  mpnId: "4847383",
  partnerName: "Harbour Pine Cloud, Inc.",
  domains: ["harbourpine.example"],
};
