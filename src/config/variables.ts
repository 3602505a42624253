import type { SeatlineOptions } from "../modules/settings";

type Read = (text: string) => unknown;

/** What a variable sets: the option's path, and how its text becomes the option's value. */
type Variable = {
  readonly variable: string;
  readonly option: string;
  readonly read: Read;
};

const asIs: Read = (text) => text;
const list =
  (separator: string): Read =>
  (text) =>
    text.split(separator).map((part) => part.trim());
/** Anything but true and false is handed on, so that the check of the options names it. */
const yesOrNo: Read = (text) => (text === "true" ? true : text === "false" ? false : text);
const number: Read = (text) => Number(text);

const set = (variable: string, option: string, read: Read = asIs): Variable => ({ variable, option, read });

/** The environment variable behind each option of the application. */
export const variables: readonly Variable[] = [
  set("NODE_ENV", "mode"),
  set("SHOP_URL", "shopUrl"),
  set("MEDUSA_URL", "publicUrl"),
  set("SECRETS_KEY", "secretsKey"),
  set("SELLER_LEGAL_NAME", "seller.legalName"),
  set("SELLER_ADDRESS", "seller.addressLines", list("|")),
  set("SELLER_COUNTRY", "seller.countryCode"),
  set("SELLER_TAX_ID", "seller.taxId"),
  set("SELLER_SUPPORT_EMAIL", "seller.supportEmail"),
  set("SELLER_SUPPORT_PHONE", "seller.supportPhone"),
  set("SELLER_TIME_ZONE", "seller.timeZone"),
  set("SELLER_CURRENCY", "seller.currency"),
  set("SELLER_MARKET", "seller.market"),
  set("STRIPE_SECRET_KEY", "stripe.secretKey"),
  set("STRIPE_WEBHOOK_SECRET", "stripe.webhookSecret"),
  set("STRIPE_API_BASE", "stripe.apiBase"),
  set("PARTNER_CENTER_TENANT_ID", "partnerCenter.tenantId"),
  set("PARTNER_CENTER_CLIENT_ID", "partnerCenter.clientId"),
  set("PARTNER_CENTER_CLIENT_SECRET", "partnerCenter.clientSecret"),
  set("PARTNER_CENTER_REFRESH_TOKEN", "partnerCenter.refreshToken"),
  set("PARTNER_CENTER_API_BASE", "partnerCenter.apiBase"),
  set("PARTNER_CENTER_LOGIN_BASE", "partnerCenter.loginBase"),
  set("PARTNER_CENTER_PRICE_SHEET_BASE", "partnerCenter.priceSheetBase"),
  set("PARTNER_CENTER_WEBHOOK_CERTIFICATE_HOSTS", "partnerCenter.webhookCertificateHosts", list(",")),
  set("PARTNER_CENTER_OWN_DOMAINS", "partnerCenter.ownDomains", list(",")),
  set("PARTNER_CENTER_AGREEMENT_WAY", "partnerCenter.agreementWay"),
  set("PARTNER_CENTER_ACCEPTANCE_PAGE", "partnerCenter.acceptancePage"),
  set("PARTNER_CENTER_READS_ATTESTATIONS", "partnerCenter.readsAttestations", yesOrNo),
  set("PARTNER_CENTER_SIGNATORY_EMAIL_FIELD", "partnerCenter.signatoryEmailField"),
  set("PARTNER_CENTER_SIGNATORY_PHONE_FIELD", "partnerCenter.signatoryPhoneField"),
  set("VIES_API_BASE", "vies.apiBase"),
  set("SMTP_URL", "mail.url"),
  set("MAIL_FROM", "mail.from"),
  set("ATTENTION_MAIL", "attention.mailTo", list(",")),
  set("DRIFT_BILLED_BY_ITSELF", "drift.billedByThemselves", list(",")),
  set("SANDBOX_CLOCK_URL", "clock.sandboxUrl"),
  set("SEATLINE_TEST_CLOCK", "clock.manualStart"),
  set("PROTECT_CORE_ROUTES", "protectCoreRoutes", yesOrNo),
  set("GUARD_CART_COMPLETION", "guardCartCompletion", yesOrNo),
  set("SALES_CHANNEL", "salesChannel"),
  set("METRICS_TOKEN", "metricsToken"),
  set("ALLOW_UNTESTED_MEDUSA", "allowUntestedMedusa", yesOrNo),
  set("LIMIT_DOMAIN_CHECKS", "rateLimits.domainChecks", number),
  set("LIMIT_CHECKOUTS", "rateLimits.checkouts", number),
  set("LIMIT_HOOKS", "rateLimits.hooks", number),
  set("LIMIT_SIGN_INS_PER_ACCOUNT", "rateLimits.signInsPerAccount", number),
  set("LIMIT_SIGN_INS_PER_ADDRESS", "rateLimits.signInsPerAddress", number),
  set("LIMIT_REGISTRATIONS", "rateLimits.registrations", number),
  set("LIMIT_MAILS_PER_ACCOUNT", "rateLimits.mailsPerAccount", number),
  set("LIMIT_CARTS", "rateLimits.carts", number),
  set("LIMIT_CART_CHANGES", "rateLimits.cartChanges", number),
  set("LIMIT_DOCUMENTS", "rateLimits.documents", number),
];

/** What the application wants where a plugin's host would have to ask for it: this Medusa sells licences only. */
const ownDefaults = { protectCoreRoutes: true, salesChannel: "default", mail: {} };

/**
 * Options as the environment says them, unchecked: what is not set is absent, and each group exists, so that a check of
 * the options names every variable that is missing.
 */
export function optionsOf(environment: Readonly<Record<string, string>>): Partial<SeatlineOptions> {
  const options: Record<string, unknown> = {
    seller: {},
    stripe: {},
    partnerCenter: {},
    vies: {},
    ...structuredClone(ownDefaults),
  };
  for (const { variable, option, read } of variables) {
    const text = environment[variable];
    if (text !== undefined) {
      put(options, option.split("."), read(text));
    }
  }
  return options;
}

/** The variable that sets an option, or the group or entry the path leads to. */
export function variableOf(option: string): string | null {
  const found = variables.find((one) => option === one.option || option.startsWith(`${one.option}.`));
  return found?.variable ?? null;
}

function put(into: Record<string, unknown>, [head = "", ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    into[head] = value;
    return;
  }
  const inner = (into[head] ?? {}) as Record<string, unknown>;
  into[head] = inner;
  put(inner, rest, value);
}
