import path from "node:path";
import { demoAdmin, demoPartnerCenter, demoSeller } from "./demo";
import { root } from "./paths";
import type { Ports } from "./ports";
import type { Secrets } from "./secrets";

/** Environment of every program of a sandbox. */
export interface SandboxEnvironment {
  readonly medusa: Record<string, string>;
  readonly sandbox: Record<string, string>;
  shop(publishableKey: string): Record<string, string>;
  readonly addresses: Readonly<
    Record<"shop" | "admin" | "medusa" | "clock" | "mailbox" | "partnerCenter" | "stripe", string>
  >;
}

/** Puts the settings of all programs together from the ports, the secrets and the database's URL. */
export function sandboxEnvironment(
  ports: Ports,
  secrets: Secrets,
  databaseUrl: string,
  data: string,
): SandboxEnvironment {
  const at = (port: number) => `http://localhost:${port}`;
  const addresses = {
    shop: at(ports.shop),
    admin: `${at(ports.medusa)}/app`,
    medusa: at(ports.medusa),
    clock: at(ports.clock),
    mailbox: at(ports.mailbox),
    partnerCenter: at(ports.partnerCenter),
    stripe: at(ports.stripe),
  };
  const clock = `http://127.0.0.1:${ports.clock}`;
  const partnerCenter = `http://127.0.0.1:${ports.partnerCenter}`;
  const medusa = {
    NODE_ENV: "sandbox",
    DATABASE_URL: databaseUrl,
    JWT_SECRET: secrets.jwtSecret,
    COOKIE_SECRET: secrets.cookieSecret,
    SECRETS_KEY: secrets.secretsKey,
    STORE_CORS: addresses.shop,
    ADMIN_CORS: addresses.medusa,
    AUTH_CORS: `${addresses.shop},${addresses.medusa}`,
    SHOP_URL: addresses.shop,
    MEDUSA_URL: addresses.medusa,
    STRIPE_SECRET_KEY: secrets.stripeKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
    STRIPE_API_BASE: addresses.stripe,
    PARTNER_CENTER_API_BASE: partnerCenter,
    PARTNER_CENTER_LOGIN_BASE: partnerCenter,
    PARTNER_CENTER_PRICE_SHEET_BASE: partnerCenter,
    PARTNER_CENTER_ACCEPTANCE_PAGE: `${addresses.partnerCenter}/mca/`,
    ...demoPartnerCenter,
    VIES_API_BASE: `${clock}/vies`,
    SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    SANDBOX_CLOCK_URL: clock,
    ...demoSeller,
    DEMO_ADMIN_EMAIL: demoAdmin.email,
    DEMO_ADMIN_PASSWORD: demoAdmin.password,
    SEED_OUTPUT: path.join(data, "seed.json"),
    // None of Medusa's own reports is written, and what another Medusa of this user has queued is not sent from here.
    MEDUSA_DISABLE_TELEMETRY: "true",
    MEDUSA_TELEMETRY_HOST: "http://127.0.0.1:9",
  };
  const { SANDBOX_PARTNER_CENTER_PROFILE: profile } = process.env;
  const sandbox = {
    NODE_ENV: "sandbox",
    ...(profile ? { SANDBOX_PARTNER_CENTER_PROFILE: profile } : {}),
    SANDBOX_STATE: path.join(data, "sandbox"),
    SANDBOX_CLOCK_PORT: String(ports.clock),
    SANDBOX_MAILBOX_PORT: String(ports.mailbox),
    SANDBOX_SMTP_PORT: String(ports.smtp),
    SANDBOX_PARTNER_CENTER_PORT: String(ports.partnerCenter),
    SANDBOX_STRIPE_PORT: String(ports.stripe),
    SANDBOX_PRICE_SHEET: path.join(root, "sandbox/demo/price-sheet.csv"),
    SANDBOX_PROVISIONING_DELAY_MS: process.env.SANDBOX_PROVISIONING_DELAY_MS ?? "2000",
    STRIPE_SECRET_KEY: secrets.stripeKey,
    SHOP_URL: addresses.shop,
    STRIPE_WEBHOOK_URL: `http://127.0.0.1:${ports.medusa}/hooks/csp/stripe`,
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
  };
  return {
    medusa,
    sandbox,
    addresses,
    shop: (publishableKey) => ({
      NODE_ENV: "sandbox",
      PORT: String(ports.shop),
      SHOP_ORIGIN: addresses.shop,
      MEDUSA_URL: `http://127.0.0.1:${ports.medusa}`,
      MEDUSA_PUBLISHABLE_KEY: publishableKey,
      SESSION_SECRET: secrets.sessionSecret,
      PAYMENT_ORIGINS: addresses.stripe,
      SANDBOX_CLOCK_URL: clock,
    }),
  };
}
