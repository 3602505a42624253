import { z } from "zod";

const missing = (what: string) => `is missing; set it to ${what}`;
const required = (what: string) =>
  z
    .string({ error: missing(what) })
    .trim()
    .min(1, missing(what));
const url = (what: string) =>
  required(what)
    .refine(isHttpUrl, `must be an absolute http(s) URL, ${what}`)
    .transform((text) => text.replace(/\/+$/, ""));
const origins = (what: string) =>
  required(what).refine((text) => text.split(",").every((part) => isHttpUrl(part.trim())), {
    message: `must be a comma separated list of origins, ${what}`,
  });

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/** Every setting, under its variable's name, shaped for the code that reads it. */
export const environmentSchema = z
  .object({
    NODE_ENV: z.enum(["development", "test", "sandbox", "production"]).default("development"),
    DATABASE_URL: required("a PostgreSQL URL such as postgres://user:password@localhost:5432/seatline").refine(
      (text) => /^postgres(ql)?:\/\//.test(text),
      "must start with postgres://",
    ),
    JWT_SECRET: required("a random text of at least 16 characters").min(16, "must have at least 16 characters"),
    COOKIE_SECRET: required("a random text of at least 16 characters").min(16, "must have at least 16 characters"),
    SECRETS_KEY: required("32 random bytes in base64 (openssl rand -base64 32)").refine(
      (text) => Buffer.from(text, "base64").length === 32,
      "must be 32 bytes in base64 (openssl rand -base64 32)",
    ),
    STORE_CORS: origins("the shop's origin, such as https://shop.example.com"),
    ADMIN_CORS: origins("the origins that may call it, such as https://admin.example.com"),
    AUTH_CORS: origins("the origins that may call it, such as https://admin.example.com"),
    SHOP_URL: url("the shop's public address, such as https://shop.example.com"),
    MEDUSA_URL: url("this server's public address, such as https://api.example.com"),
    STRIPE_SECRET_KEY: required("the secret key of your Stripe account").refine(
      (text) => /^(sk|rk)_(test|live)_/.test(text),
      "must be a Stripe secret key (sk_test_..., sk_live_..., rk_...)",
    ),
    STRIPE_WEBHOOK_SECRET: required("the signing secret of your Stripe webhook endpoint (whsec_...)"),
    STRIPE_API_BASE: url("the Stripe simulator's address").optional(),
    PARTNER_CENTER_API_BASE: url("the Partner Center API address").default("https://api.partnercenter.microsoft.com"),
    PARTNER_CENTER_LOGIN_BASE: url("the token endpoint's address").default("https://login.microsoftonline.com"),
    PARTNER_CENTER_PRICE_SHEET_BASE: url("the price sheet API's address").default("https://api.partner.microsoft.com"),
    PARTNER_CENTER_TENANT_ID: required("your partner tenant's id"),
    PARTNER_CENTER_CLIENT_ID: required("the app registration's id"),
    PARTNER_CENTER_CLIENT_SECRET: required("the app registration's secret"),
    PARTNER_CENTER_REFRESH_TOKEN: required("the refresh token of the Secure Application Model consent"),
    PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS: z.string().default("3psostorageacct.blob.core.windows.net"),
    SMTP_URL: required("the mail server, such as smtps://user:password@mail.example.com"),
    MAIL_FROM: required('the sender, such as "Example Cloud <billing@example.com>"'),
    METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
    SANDBOX_CLOCK_URL: url("the sandbox clock's address").optional(),
    SELLER_LEGAL_NAME: required("the legal name printed on invoices"),
    SELLER_ADDRESS: required("the legal address; separate its lines by |"),
    SELLER_COUNTRY: required("the ISO code of your country, such as US").regex(/^[A-Za-z]{2}$/, "must be two letters"),
    SELLER_TAX_ID: z.string().default(""),
    SELLER_SUPPORT_EMAIL: required("the address customers write to").pipe(z.email("must be a mail address")),
    SELLER_SUPPORT_PHONE: z.string().default(""),
    SELLER_TIME_ZONE: required("an IANA time zone such as Europe/Amsterdam").refine(
      isTimeZone,
      "must be an IANA time zone",
    ),
    SELLER_CURRENCY: required("the ISO code of the currency you bill in").regex(
      /^[A-Za-z]{3}$/,
      "must be three letters",
    ),
    SELLER_MARKET: required("the Microsoft market of your price sheet, such as US").regex(
      /^[A-Za-z]{2}$/,
      "must be two letters",
    ),
  })
  .transform((env) => ({
    nodeEnv: env.NODE_ENV,
    databaseUrl: env.DATABASE_URL,
    jwtSecret: env.JWT_SECRET,
    cookieSecret: env.COOKIE_SECRET,
    secretsKey: env.SECRETS_KEY,
    storeCors: env.STORE_CORS,
    adminCors: env.ADMIN_CORS,
    authCors: env.AUTH_CORS,
    shopUrl: env.SHOP_URL,
    medusaUrl: env.MEDUSA_URL,
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY,
      webhookSecret: env.STRIPE_WEBHOOK_SECRET,
      apiBase: env.STRIPE_API_BASE,
    },
    partnerCenter: {
      apiBase: env.PARTNER_CENTER_API_BASE,
      loginBase: env.PARTNER_CENTER_LOGIN_BASE,
      priceSheetBase: env.PARTNER_CENTER_PRICE_SHEET_BASE,
      tenantId: env.PARTNER_CENTER_TENANT_ID,
      clientId: env.PARTNER_CENTER_CLIENT_ID,
      clientSecret: env.PARTNER_CENTER_CLIENT_SECRET,
      refreshToken: env.PARTNER_CENTER_REFRESH_TOKEN,
      webhookCertificateHosts: env.PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS.split(",").map((host) => host.trim()),
    },
    smtp: { url: env.SMTP_URL, from: env.MAIL_FROM },
    metricsToken: env.METRICS_TOKEN,
    sandboxClockUrl: env.SANDBOX_CLOCK_URL,
    seller: {
      legalName: env.SELLER_LEGAL_NAME,
      addressLines: env.SELLER_ADDRESS.split("|").map((line) => line.trim()),
      countryCode: env.SELLER_COUNTRY.toUpperCase(),
      taxId: env.SELLER_TAX_ID,
      supportEmail: env.SELLER_SUPPORT_EMAIL,
      supportPhone: env.SELLER_SUPPORT_PHONE,
      timeZone: env.SELLER_TIME_ZONE,
      currency: env.SELLER_CURRENCY.toUpperCase(),
      market: env.SELLER_MARKET.toUpperCase(),
    },
  }));
