import { z } from "zod";
import { isKnownCurrency } from "../../domain/money";
import { SAFE_DIFFERENCES } from "../../domain/subscription";

const missing = (what: string) => `is missing; set it to ${what}`;
const required = (what: string) =>
  z
    .string({ error: ({ input }) => (input === undefined ? missing(what) : `must be a text: ${what}`) })
    .trim()
    .min(1, missing(what));
const url = (what: string) =>
  required(what)
    .refine(isHttpUrl, `must be an absolute http(s) URL, ${what}`)
    .transform((text) => text.replace(/\/+$/, ""));
const letters = (count: 2 | 3, what: string) =>
  required(what)
    .regex(count === 2 ? /^[A-Za-z]{2}$/ : /^[A-Za-z]{3}$/, `must be ${count === 2 ? "two" : "three"} letters`)
    .transform((text) => text.toUpperCase());
const group = <T extends z.core.$ZodLooseShape>(shape: T, what: string) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === "unrecognized_keys") {
        return undefined;
      }
      return issue.input === undefined ? `is missing; it holds ${what}` : `must be an object with ${what}`;
    },
  });
const perMinute = (normally: number) =>
  z.int("must be a whole number of requests").positive("must be more than 0").default(normally);
const flag = (normally: boolean) => z.boolean("must be true or false").default(normally);

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

const seller = group(
  {
    /** The legal name printed on invoices. */
    legalName: required("the legal name printed on invoices"),
    /** The legal address, one entry per printed line. */
    addressLines: z
      .array(required("a line of the legal address"), { error: missing("the lines of the legal address") })
      .min(1, missing("the lines of the legal address")),
    /** ISO 3166-1 alpha-2; decides how sales abroad are taxed. */
    countryCode: letters(2, "the ISO code of your country, such as US"),
    /** The VAT or tax id printed on invoices; empty where there is none. */
    taxId: z.string("must be a text").trim().default(""),
    /** The address customers write to. */
    supportEmail: required("the address customers write to").pipe(z.email("must be a mail address")),
    supportPhone: z.string("must be a text").trim().default(""),
    /** IANA zone in which billing days and due dates begin and end. */
    timeZone: required("an IANA time zone such as Europe/Amsterdam").refine(isTimeZone, "must be an IANA time zone"),
    /** ISO 4217: the one currency that is billed in. */
    currency: letters(3, "the ISO code of the currency you bill in").refine(
      isKnownCurrency,
      "must be a currency's ISO code, such as EUR",
    ),
    /** The Microsoft market of the price sheet. */
    market: letters(2, "the Microsoft market of your price sheet, such as US"),
  },
  "your legal name, address, time zone, currency and market",
);

const stripe = group(
  {
    secretKey: required("the secret key of your Stripe account").refine(
      (text) => /^(sk|rk)_(test|live)_/.test(text),
      "must be a Stripe secret key (sk_test_..., sk_live_..., rk_...)",
    ),
    /** Signing secret of the endpoint /hooks/csp/stripe; two, separated by a comma, while one replaces the other. */
    webhookSecret: required("the signing secret of your Stripe webhook endpoint (whsec_...)"),
    /** A simulator's address; never in production and never with a live key. */
    apiBase: url("the Stripe simulator's address").optional(),
  },
  "secretKey and webhookSecret of your Stripe account",
);

const partnerCenter = group(
  {
    tenantId: required("your partner tenant's id"),
    clientId: required("the app registration's id"),
    clientSecret: required("the app registration's secret"),
    /** The seed of the Secure Application Model consent; what the vendor rotates it to is kept sealed. */
    refreshToken: required("the refresh token of the Secure Application Model consent"),
    apiBase: url("the Partner Center API address").default("https://api.partnercenter.microsoft.com"),
    loginBase: url("the token endpoint's address").default("https://login.microsoftonline.com"),
    priceSheetBase: url("the price sheet API's address").default("https://api.partner.microsoft.com"),
    /** Hosts from which the certificates of signed events may be fetched. */
    webhookCertificateHosts: z
      .array(required("a host name"), { error: "must be a list of host names" })
      .default(["3psostorageacct.blob.core.windows.net"]),
    /**
     * Your own mail domains: Microsoft takes no customer whose address is at its partner's. Left out, it is the domain of
     * `seller.supportEmail`; an empty list for whoever has that address at a public mail provider.
     */
    ownDomains: z
      .array(
        required("a domain such as example.com")
          .toLowerCase()
          .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, "must be a domain such as example.com"),
        { error: "must be a list of domains such as example.com" },
      )
      .optional(),
    /**
     * How a customer's acceptance of Microsoft's customer agreement gets there. `by_date`: as Microsoft's contract of the day
     * wants it, by a box in the shop until 4 January 2026 and on Microsoft's own page since.
     */
    agreementWay: z
      .enum(["by_date", "confirmation", "attestation"], {
        error: "must be one of by_date, confirmation, attestation",
      })
      .default("by_date"),
    /** Microsoft's page on which a signatory accepts; the id of the attestation is put behind it. */
    acceptancePage: required("the page on which agreements are accepted")
      .refine(isHttpUrl, "must be an absolute http(s) URL, the page on which agreements are accepted")
      .default("https://cdn.partner.microsoft.com/mca/"),
    /**
     * Whether Microsoft is asked if a signatory has accepted. No page of Microsoft's shows that call, so it can be switched
     * off: then an agreement is made on the signatory's word, and Microsoft's answer to that tells.
     */
    readsAttestations: flag(true),
    /** Names of two fields of an attestation, which Microsoft's page shows cut off: they are guessed. */
    signatoryEmailField: required("the field's name").default("signatoryEmail"),
    signatoryPhoneField: required("the field's name").default("signatoryPhoneNumber"),
  },
  "tenantId, clientId, clientSecret and refreshToken of your Partner Center access",
);

/** Where customers' VAT ids are looked up; asked only by a seller in the EU. */
const vies = group(
  {
    apiBase: url("the VIES REST interface's address").default("https://ec.europa.eu/taxation_customs/vies/rest-api"),
  },
  "apiBase of the directory of VAT ids",
).prefault({});

const MAIL_SERVER = "such as smtps://user:password@mail.example.com";
const SENDER = 'such as "Example Cloud <billing@example.com>"';

const isMailServer = (text: string): boolean =>
  URL.canParse(text) && ["smtp:", "smtps:"].includes(new URL(text).protocol) && new URL(text).hostname !== "";
const hasAddress = (text: string): boolean => z.email().safeParse(/<([^<>]*)>$/.exec(text)?.[1] ?? text).success;

const mail = group(
  {
    url: required(`the mail server, ${MAIL_SERVER}`).refine(isMailServer, `must be a mail server, ${MAIL_SERVER}`),
    from: required(`the sender, ${SENDER}`).refine(hasAddress, `must have the sender's address, ${SENDER}`),
  },
  "url and from of the mail server",
);

const clock = group(
  {
    /** Follow the sandbox's movable clock. */
    sandboxUrl: url("the sandbox clock's address").optional(),
    /** Tests only: a clock that stands still at this instant (ISO 8601, UTC) until it is set. */
    manualStart: z.iso.datetime("must be an instant in ISO 8601, UTC").optional(),
  },
  "sandboxUrl or manualStart",
);

/** Requests allowed per minute, over all processes. */
const rateLimits = group(
  {
    domainChecks: perMinute(30),
    checkouts: perMinute(20),
    hooks: perMinute(1200),
    /** Failed sign-ins of one account and from one address, and registrations: only with `protectCoreRoutes`. */
    signInsPerAccount: perMinute(10),
    signInsPerAddress: perMinute(60),
    registrations: perMinute(120),
    /** Mails that somebody may ask for one account: a forgotten password, a confirmation. */
    mailsPerAccount: perMinute(3),
    /** New carts from one address: whoever comes by may fill the database with them. */
    carts: perMinute(120),
    /** Lines put into carts, changed and taken out from one address. */
    cartChanges: perMinute(300),
    /** Files of invoices and statements, made for one customer: each is set or summed up anew. */
    documents: perMinute(60),
  },
  "requests per minute",
).prefault({});

/** Who is told by mail of what waits for a person. */
const attention = group(
  {
    /** None: it stands on the admin's page Attention and nowhere else, and no text says that somebody was told. */
    mailTo: z
      .array(z.email("must be a mail address"), { error: "must be a list of mail addresses" })
      .max(10, "must be at most 10 mail addresses")
      .default([]),
  },
  "mailTo, the mail addresses",
).prefault({});

/** What is done about changes that somebody made at the vendor and not here. */
const drift = group(
  {
    /** Which of them are billed without a person's word, once two readings have shown them. None: each waits for one. */
    billedByThemselves: z
      .array(z.enum(SAFE_DIFFERENCES, { error: `must be of ${SAFE_DIFFERENCES.join(", ")}` }), {
        error: `must be a list of ${SAFE_DIFFERENCES.join(", ")}`,
      })
      .default([]),
  },
  "billedByThemselves, the kinds of changes",
).prefault({});

/** What the plugin's `options` hold. Unknown names are refused, so that a slip of the pen is not silently ignored. */
export const optionsSchema = group(
  {
    /** Everything but "production" may use simulators. A host that says nothing is a production host. */
    mode: z
      .enum(["production", "development", "sandbox", "test"], {
        error: "must be one of production, development, sandbox, test",
      })
      .default("production"),
    /** The shop's public address: where mails and payment pages send people. */
    shopUrl: url("the shop's public address, such as https://shop.example.com"),
    /** This server's public address: where Stripe and Partner Center send their events. */
    publicUrl: url("this server's public address, such as https://api.example.com"),
    /** Seals refresh tokens and first sign-ins in the database. Losing it loses them. */
    secretsKey: required("32 random bytes in base64 (openssl rand -base64 32)").refine(
      (text) => Buffer.from(text, "base64").length === 32,
      "must be 32 bytes in base64 (openssl rand -base64 32)",
    ),
    seller,
    stripe,
    partnerCenter,
    vies,
    /** Only for the mail provider that comes with Seatline; a host may send the notifications with its own. */
    mail: mail.optional(),
    clock: clock.prefault({}),
    attention,
    drift,
    /**
     * Also guard Medusa's own routes where no licence is concerned: orders are shown to their customer only, and sign-in
     * and registration are limited. For a Medusa that sells licences only.
     */
    protectCoreRoutes: flag(false),
    /** Take the one handler that `completeCartWorkflow.hooks.validate` can have. */
    guardCartCompletion: flag(true),
    /**
     * Where the products of published plans belong: "none" keeps them out of `/store/products`, in a sales channel that no
     * key opens; "default" is the store's default sales channel, anything else a sales channel's id.
     */
    salesChannel: required('"none", "default" or a sales channel\'s id').default("none"),
    rateLimits,
    /** With which a collector on another machine reads /csp/metrics; without one only this machine may. */
    metricsToken: required("a random text of at least 16 characters")
      .min(16, "must have at least 16 characters")
      .optional(),
    /** Start on a Medusa that Seatline was not tested with. */
    allowUntestedMedusa: flag(false),
  },
  "Seatline's options",
);

/** Checked settings of one application. */
export type Settings = Readonly<z.output<typeof optionsSchema>>;

/** What a host writes into its `medusa-config`. */
export type SeatlineOptions = z.input<typeof optionsSchema>;
