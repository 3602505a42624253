import { z } from "zod";

/** The storefront's settings, parsed once from the process environment. */
export type StorefrontEnvironment = Readonly<{
  nodeEnv: "development" | "test" | "sandbox" | "production";
  /** Base address of the Medusa API, without a trailing slash. */
  medusaUrl: string;
  medusaPublishableKey: string;
  /** The first secret seals new sessions, the others still open older ones. */
  sessionSecrets: readonly string[];
  /** Public origin of the shop, e.g. `https://shop.example.com`. */
  shopOrigin: string;
  port: number;
  /** Origins to which a customer may be sent for card entry. */
  paymentOrigins: readonly string[];
  /** Base address of the movable demonstration clock, without a trailing slash; null outside of a sandbox. */
  sandboxClockUrl: string | null;
  /** Number of reverse proxies whose X-Forwarded-* headers are believed. */
  trustedProxyHops: number;
  /** Sign-in and sign-up attempts allowed per minute and address. */
  authAttemptsPerMinute: number;
}>;

export type EnvironmentProblem = Readonly<{ name: string; message: string }>;

export type EnvironmentResult =
  | { ok: true; environment: StorefrontEnvironment }
  | { ok: false; problems: readonly EnvironmentProblem[] };

const webAddress = (example: string) =>
  z
    .string({ error: `is missing. Set it to an address such as ${example}` })
    .refine((value) => isWebAddress(value), { error: `must be an http or https address such as ${example}` });

const origin = (example: string) =>
  webAddress(example).refine((value) => !isWebAddress(value) || new URL(value).origin === value.replace(/\/$/, ""), {
    error: `must be an origin without a path, such as ${example}`,
  });

const wholeNumber = (name: string, from: number, to: number) =>
  z
    .string()
    .refine((value) => /^\d+$/.test(value) && Number(value) >= from && Number(value) <= to, {
      error: `must be ${name} from ${from} to ${to}`,
    })
    .transform(Number);

const list = (value: string): string[] =>
  value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

const secretList = z
  .string({ error: "is missing. Set it to a random text of at least 32 characters" })
  .transform(list)
  .refine((secrets) => secrets.length > 0 && secrets.every((secret) => secret.length >= 32), {
    error: "must hold random texts of at least 32 characters each, separated by commas",
  });

const originList = z
  .string()
  .transform(list)
  .refine((origins) => origins.length > 0 && origins.every((entry) => isWebAddress(entry)), {
    error: "must list origins separated by commas, such as https://checkout.stripe.com",
  })
  .transform((origins) => origins.filter(isWebAddress).map((entry) => new URL(entry).origin));

const schema = z
  .object({
    NODE_ENV: z
      .enum(["development", "test", "sandbox", "production"], {
        error: "must be development, test, sandbox or production",
      })
      .default("development"),
    MEDUSA_URL: webAddress("http://localhost:9000"),
    MEDUSA_PUBLISHABLE_KEY: z
      .string({ error: "is missing. Create a publishable API key in the Medusa admin and put it here" })
      .min(1, { error: "is empty. Create a publishable API key in the Medusa admin and put it here" }),
    SESSION_SECRETS: secretList,
    SHOP_ORIGIN: origin("https://shop.example.com"),
    PORT: wholeNumber("a port number", 1, 65535).default(8000),
    PAYMENT_ORIGINS: originList.default(["https://checkout.stripe.com"]),
    SANDBOX_CLOCK_URL: webAddress("http://localhost:7000").optional(),
    TRUST_PROXY_HOPS: wholeNumber("a number of proxies", 0, 10).default(0),
    AUTH_ATTEMPTS_PER_MINUTE: wholeNumber("a number of attempts", 1, 10_000).default(10),
  })
  .refine((values) => !(values.NODE_ENV === "production" && values.SANDBOX_CLOCK_URL !== undefined), {
    path: ["SANDBOX_CLOCK_URL"],
    error: "must not be set in production: the demonstration clock moves every deadline a customer sees",
  });

/**
 * Parses the environment and reports every problem at once.
 * Empty values count as missing. `SESSION_SECRET` is accepted for `SESSION_SECRETS`.
 */
export function parseEnvironment(source: Record<string, string | undefined>): EnvironmentResult {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse({ ...filled, SESSION_SECRETS: filled.SESSION_SECRETS ?? filled.SESSION_SECRET });
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({ name: issue.path.join("."), message: issue.message }));
    return { ok: false, problems };
  }
  const values = parsed.data;
  return {
    ok: true,
    environment: Object.freeze({
      nodeEnv: values.NODE_ENV,
      medusaUrl: values.MEDUSA_URL.replace(/\/$/, ""),
      medusaPublishableKey: values.MEDUSA_PUBLISHABLE_KEY,
      sessionSecrets: values.SESSION_SECRETS,
      shopOrigin: new URL(values.SHOP_ORIGIN).origin,
      port: values.PORT,
      paymentOrigins: values.PAYMENT_ORIGINS,
      sandboxClockUrl: values.SANDBOX_CLOCK_URL?.replace(/\/$/, "") ?? null,
      trustedProxyHops: values.TRUST_PROXY_HOPS,
      authAttemptsPerMinute: values.AUTH_ATTEMPTS_PER_MINUTE,
    }),
  };
}

let cached: StorefrontEnvironment | null = null;

/** The settings of this process. The server entry has checked them before the first request. */
export function environment(): StorefrontEnvironment {
  if (cached === null) {
    const result = parseEnvironment(process.env);
    if (!result.ok) {
      throw new Error(describeProblems(result.problems));
    }
    cached = result.environment;
  }
  return cached;
}

/** One readable list of all that is wrong with the settings. */
export function describeProblems(problems: readonly EnvironmentProblem[]): string {
  const lines = problems.map((problem) => `  ${problem.name} ${problem.message}`);
  return ["The storefront cannot start. Please correct these settings:", ...lines].join("\n");
}

function isWebAddress(value: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}
