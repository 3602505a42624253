import { z } from "zod";
import { PROFILES } from "../partner-center/profiles";

const port = z.coerce.number().int().min(1).max(65_535);

/** Settings of the sandbox process, given by the launcher. */
export const sandboxSettings = z
  .object({
    SANDBOX_STATE: z.string().min(1, "is the folder for snapshots"),
    SANDBOX_CLOCK_PORT: port,
    SANDBOX_MAILBOX_PORT: port,
    SANDBOX_SMTP_PORT: port,
    SANDBOX_PARTNER_CENTER_PORT: port,
    SANDBOX_STRIPE_PORT: port,
    SANDBOX_PRICE_SHEET: z.string().min(1),
    SANDBOX_PROVISIONING_DELAY_MS: z.coerce.number().int().min(0).default(2_000),
    /** As of which month Partner Center's contract holds. */
    SANDBOX_PARTNER_CENTER_PROFILE: z.enum(PROFILES).default("2026-11"),
    /** Where the shop is, for links to it. */
    SHOP_URL: z.url().optional(),
    STRIPE_WEBHOOK_URL: z.url(),
    STRIPE_WEBHOOK_SECRET: z.string().min(1),
    NODE_ENV: z.string().refine((value) => value !== "production", "the sandbox refuses to run in production"),
  })
  .transform((env) => ({
    state: env.SANDBOX_STATE,
    clockPort: env.SANDBOX_CLOCK_PORT,
    mailboxPort: env.SANDBOX_MAILBOX_PORT,
    smtpPort: env.SANDBOX_SMTP_PORT,
    partnerCenterPort: env.SANDBOX_PARTNER_CENTER_PORT,
    stripePort: env.SANDBOX_STRIPE_PORT,
    priceSheet: env.SANDBOX_PRICE_SHEET,
    provisioningDelayMs: env.SANDBOX_PROVISIONING_DELAY_MS,
    partnerCenterProfile: env.SANDBOX_PARTNER_CENTER_PROFILE,
    shopUrl: env.SHOP_URL,
    stripeWebhook: { url: env.STRIPE_WEBHOOK_URL, secret: env.STRIPE_WEBHOOK_SECRET },
  }));

export type SandboxSettings = z.infer<typeof sandboxSettings>;
