import { OptionsError } from "../modules/settings";
import { readEnvironment } from "./environment";

const complete: Record<string, string> = {
  NODE_ENV: "development",
  DATABASE_URL: "postgres://seatline@localhost/seatline",
  JWT_SECRET: "a-secret-of-16-chars",
  COOKIE_SECRET: "a-secret-of-16-chars",
  SECRETS_KEY: Buffer.alloc(32, 1).toString("base64"),
  STORE_CORS: "https://shop.example.com",
  ADMIN_CORS: "https://admin.example.com",
  AUTH_CORS: "https://admin.example.com,https://shop.example.com",
  SHOP_URL: "https://shop.example.com/",
  MEDUSA_URL: "https://api.example.com",
  STRIPE_SECRET_KEY: "sk_test_1",
  STRIPE_WEBHOOK_SECRET: "whsec_1",
  PARTNER_CENTER_TENANT_ID: "tenant",
  PARTNER_CENTER_CLIENT_ID: "client",
  PARTNER_CENTER_CLIENT_SECRET: "secret",
  PARTNER_CENTER_REFRESH_TOKEN: "token",
  SMTP_URL: "smtp://mail.example.com",
  MAIL_FROM: "billing@example.com",
  SELLER_LEGAL_NAME: "Example",
  SELLER_ADDRESS: "Main Street 1|1000 Town",
  SELLER_COUNTRY: "nl",
  SELLER_SUPPORT_EMAIL: "help@example.com",
  SELLER_TIME_ZONE: "Europe/Amsterdam",
  SELLER_CURRENCY: "eur",
  SELLER_MARKET: "NL",
};

function problemsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readEnvironment({ ...complete, ...changes });
  } catch (error) {
    if (error instanceof OptionsError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

describe("the application's environment", () => {
  it("takes a complete set and shapes it", () => {
    const { host, options } = readEnvironment({ ...complete, LIMIT_CHECKOUTS: "5", PROTECT_CORE_ROUTES: "false" });
    expect(host).toMatchObject({ databaseUrl: complete.DATABASE_URL, http: { jwtSecret: complete.JWT_SECRET } });
    expect(options).toMatchObject({
      mode: "development",
      seller: { currency: "eur", addressLines: ["Main Street 1", "1000 Town"] },
      partnerCenter: { tenantId: "tenant" },
      rateLimits: { checkouts: 5 },
      protectCoreRoutes: false,
    });
  });

  it("protects all routes and sells in the default channel, which a plugin would not", () => {
    const { options } = readEnvironment(complete);
    expect(options).toMatchObject({ protectCoreRoutes: true, salesChannel: "default" });
  });

  it("lists every missing setting at once, each with the fix", () => {
    const problems = problemsOf({ DATABASE_URL: undefined, JWT_SECRET: "", SMTP_URL: undefined });
    expect(problems).toHaveLength(3);
    expect(problems.join("\n")).toMatch(/DATABASE_URL: is missing; set it to a PostgreSQL URL/);
  });

  it.each([
    ["SHOP_URL", "shop", /absolute http/],
    ["STRIPE_SECRET_KEY", "pk_test_1", /must be a Stripe secret key/],
    ["SELLER_TIME_ZONE", "Mars/Olympus", /IANA/],
    ["SECRETS_KEY", "c2hvcnQ=", /32 bytes/],
    ["SELLER_SUPPORT_EMAIL", "nobody", /mail address/],
    ["STORE_CORS", "https://a.example.com,nonsense", /list of origins/],
    ["NODE_ENV", "staging", /must be one of production/],
    ["PROTECT_CORE_ROUTES", "yes", /must be true or false/],
    ["LIMIT_CHECKOUTS", "many", /whole number/],
    ["SEATLINE_ADMIN", "no", /"on" or "off"/],
  ])("names %s when it is %s", (name, value, message) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${name}: `));
    expect(problems[0]).toMatch(message);
  });

  it.each([
    [
      { NODE_ENV: "production", SANDBOX_CLOCK_URL: "http://127.0.0.1:9100" },
      /SANDBOX_CLOCK_URL: a movable clock is refused/,
    ],
    [{ NODE_ENV: "production", STRIPE_API_BASE: "http://127.0.0.1:9103" }, /STRIPE_API_BASE: a Stripe simulator/],
    [
      { NODE_ENV: "production", PARTNER_CENTER_API_BASE: "http://127.0.0.1:9102" },
      /PARTNER_CENTER_API_BASE: must be https/,
    ],
    [{ NODE_ENV: undefined, SANDBOX_CLOCK_URL: "http://127.0.0.1:9100" }, /movable clock is refused in production/],
    [{ NODE_ENV: "production", SEATLINE_TEST_CLOCK: "2026-03-15T10:00:00.000Z" }, /SEATLINE_TEST_CLOCK: a movable/],
    [{ STRIPE_SECRET_KEY: "sk_live_1", STRIPE_API_BASE: "http://127.0.0.1:9103" }, /live Stripe key is never sent/],
    [{ STRIPE_SECRET_KEY: "rk_live_1", SANDBOX_CLOCK_URL: "http://127.0.0.1:9100" }, /movable clock/],
  ])("keeps the sandbox and real money apart: %j", (changes, message) => {
    expect(problemsOf(changes).join("\n")).toMatch(message);
  });

  it("allows the sandbox outside production with a test key", () => {
    expect(
      problemsOf({
        NODE_ENV: "sandbox",
        STRIPE_API_BASE: "http://127.0.0.1:1",
        SANDBOX_CLOCK_URL: "http://127.0.0.1:2",
      }),
    ).toEqual([]);
  });
});
