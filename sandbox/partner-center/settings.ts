import { z } from "zod";
import { PROFILES } from "./profiles";

const wholeMilliseconds = z.number().int().min(0);

/** How the simulated vendor behaves. Every value can be changed while it runs (`PATCH /_sim/settings`). */
export const settingsSchema = z.strictObject({
  /** As of which month the vendor's contract holds: what was retired before it is refused. */
  profile: z.enum(PROFILES),
  /** Time from checkout to `completed`, in milliseconds of the sandbox clock. 0: complete at the next look. */
  provisioningDelayMs: wholeMilliseconds,
  /** Time until a new order can be read at all (documented: up to 15 minutes). */
  orderVisibilityDelayMs: wholeMilliseconds,
  /** Whether a pending order already names its subscription; the documentation shows both. */
  subscriptionIdWhilePending: z.boolean(),
  /** A second checkout of a cart: the prose says "same result", the error list says 400/800065. Both happen. */
  repeatCheckout: z.enum(["same_result", "refuse_800065"]),
  /** How long the nightly renewal holds a subscription (409/900278); documented: up to 24 hours. */
  renewalLockMs: wholeMilliseconds,
  /** From how long before its end on a term takes no changes but a new status (409/900278); no page has a figure. */
  lockBeforeTermEndMs: wholeMilliseconds,
  /** Above 0 a subscription update answers 202 + Location and takes effect this much later. */
  updateDelayMs: wholeMilliseconds,
  /** Time until an Education or government qualification is decided. */
  vettingDelayMs: wholeMilliseconds,
  tokenLifetimeSeconds: z.number().int().min(1),
  /**
   * Days without use after which a refresh token dies (Entra: 90). Null switches it off, which is the default:
   * a sandbox clock leaps over months in which a real integration would have kept its token alive.
   */
  refreshTokenIdleDays: z.number().min(0).nullable(),
  /** Entra leaves a replaced refresh token valid; true makes a client that forgets the new one fail at once. */
  revokeReplacedRefreshTokens: z.boolean(),
  /** True: the user's consent was taken back; every refresh token is refused, and access tokens live out their time. */
  refreshTokensRevoked: z.boolean(),
  /** False: App+User calls are refused with 401/900421. */
  mfaCompliant: z.boolean(),
  environment: z.enum(["sandbox", "production"]),
  /** After this many days the catalogue gives a SKU another availability id; the old one is then unknown. */
  availabilityLifetimeDays: z.number().min(0.001),
  /** First day on which "auto-renew off" leads into the extended service term; null: never. */
  extendedServiceTermFrom: z.iso.date().nullable(),
  /** Documented as "too many updates"; the number is not published. */
  maxUpdatesPerSubscription: z.number().int().min(1),
  /** Whether an update that changes two things at once is refused; one distributor says that it is. */
  oneChangePerUpdate: z.boolean(),
  /** Whether licences are refunded in full on their first day: the page of 2023 says so, the table of 2026 does not. */
  firstDayFullRefund: z.boolean(),
  /** Whether a subscription names its etag; the documented examples of new commerce do not. A wrong `If-Match` is refused anyway. */
  subscriptionEtags: z.boolean(),
  /** Whether fields of a subscription with nothing in them are printed as null. */
  absentAsNull: z.boolean(),
  /** Whether the limits of the vendor's integration sandbox hold: 75 customers, 5 subscriptions of 25 seats each. */
  sandboxLimits: z.boolean(),
  /** Whether `subscription-active` is sent when an order completes; documented for sandbox tenants only. */
  announceActivation: z.boolean(),
  /** Share of App+User calls that miss the second factor (401/900421), spread evenly; the vendor's has been rising since June 2026. */
  mfaRefusedShare: z.number().min(0).max(1),
  webhooks: z.strictObject({
    delayMs: wholeMilliseconds,
    duplicate: z.boolean(),
    /** Holds each event back until the next one was sent. */
    reorder: z.boolean(),
    drop: z.boolean(),
  }),
});

export type Settings = z.infer<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema.partial().extend({
  webhooks: settingsSchema.shape.webhooks.partial().optional(),
});

export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const defaultSettings: Settings = {
  profile: PROFILES[0],
  provisioningDelayMs: 3_000,
  orderVisibilityDelayMs: 0,
  subscriptionIdWhilePending: false,
  repeatCheckout: "same_result",
  renewalLockMs: 60_000,
  lockBeforeTermEndMs: 24 * 3_600_000,
  updateDelayMs: 0,
  vettingDelayMs: 60_000,
  tokenLifetimeSeconds: 3_600,
  refreshTokenIdleDays: null,
  revokeReplacedRefreshTokens: false,
  refreshTokensRevoked: false,
  mfaCompliant: true,
  environment: "sandbox",
  availabilityLifetimeDays: 30,
  extendedServiceTermFrom: "2026-05-04",
  maxUpdatesPerSubscription: 1_200,
  oneChangePerUpdate: false,
  firstDayFullRefund: true,
  subscriptionEtags: false,
  absentAsNull: false,
  sandboxLimits: false,
  announceActivation: false,
  mfaRefusedShare: 0,
  webhooks: { delayMs: 0, duplicate: false, reorder: false, drop: false },
};

/** Lays changes over settings; `webhooks` is merged key by key. */
export function mergeSettings(current: Settings, patch: SettingsPatch): Settings {
  const { webhooks, ...rest } = patch;
  return settingsSchema.parse({ ...current, ...rest, webhooks: { ...current.webhooks, ...webhooks } });
}
