import { OptionsError } from "./options-error";
import { liveKeyProblems } from "./options-rules";
import { readOptions } from "./read-options";

/** The least that a host has to say. */
const least = {
  shopUrl: "https://shop.example.com/",
  publicUrl: "https://api.example.com",
  secretsKey: Buffer.alloc(32, 1).toString("base64"),
  seller: {
    legalName: "Example",
    addressLines: ["Main Street 1", "1000 Town"],
    countryCode: "nl",
    supportEmail: "help@example.com",
    timeZone: "Europe/Amsterdam",
    currency: "eur",
    market: "nl",
  },
  stripe: { secretKey: "sk_test_1", webhookSecret: "whsec_1" },
  partnerCenter: { tenantId: "tenant", clientId: "client", clientSecret: "secret", refreshToken: "token" },
};
const SIMULATOR = "http://127.0.0.1:9103";

function problemsOf(options: unknown, runsInProduction = false): readonly string[] {
  try {
    readOptions(options, runsInProduction);
  } catch (error) {
    if (error instanceof OptionsError) {
      return error.problems;
    }
    throw error;
  }
  return [];
}

describe("reading a host's options", () => {
  it("takes the least and fills in what a production host wants", () => {
    expect(readOptions(least)).toMatchObject({
      mode: "production",
      shopUrl: "https://shop.example.com",
      seller: { countryCode: "NL", currency: "EUR", market: "NL", taxId: "" },
      partnerCenter: { apiBase: "https://api.partnercenter.microsoft.com" },
      clock: {},
      protectCoreRoutes: false,
      guardCartCompletion: true,
      salesChannel: "none",
      rateLimits: { checkouts: 20 },
    });
  });

  it("does not mind what Medusa adds to a module's options", () => {
    expect(problemsOf({ ...least, database: { clientUrl: "postgres://x" } })).toEqual([]);
  });

  it("tells all that is missing in one list, each with the option's path and the fix", () => {
    const problems = problemsOf({ seller: { legalName: "Example" }, stripe: { secretKey: "sk_test_1" } });
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^shopUrl: is missing; set it to the shop's public address/),
        expect.stringMatching(/^seller\.addressLines: is missing; set it to the lines/),
        expect.stringMatching(/^seller\.timeZone: is missing; set it to an IANA time zone/),
        expect.stringMatching(/^stripe\.webhookSecret: is missing/),
        expect.stringMatching(/^partnerCenter: is missing; it holds tenantId/),
      ]),
    );
    expect(problemsOf(undefined).length).toBeGreaterThanOrEqual(6);
  });

  it.each([
    [{ shopUrl: "shop" }, /^shopUrl: must be an absolute http/],
    [{ stripe: { ...least.stripe, secretKey: "pk_test_1" } }, /^stripe\.secretKey: must be a Stripe secret key/],
    [{ seller: { ...least.seller, timeZone: "Mars/Olympus" } }, /^seller\.timeZone: must be an IANA/],
    [{ seller: { ...least.seller, addressLines: "Main Street" } }, /^seller\.addressLines: /],
    [{ secretsKey: "c2hvcnQ=" }, /^secretsKey: must be 32 bytes/],
    [{ rateLimits: { checkouts: 0 } }, /^rateLimits\.checkouts: must be more than 0/],
    [{ protectCoreRoutes: "yes" }, /^protectCoreRoutes: must be true or false/],
    [{ mode: "staging" }, /^mode: must be one of production/],
    [{ mail: { url: "mail.example.com", from: "a@example.com" } }, /^mail\.url: must be .*smtp/],
    [{ mail: { url: "https://mail.example.com", from: "a@example.com" } }, /^mail\.url: must be .*smtp/],
    [{ mail: { url: "smtp://mail.example.com", from: "Example Cloud" } }, /^mail\.from: must have .*address/],
    [{ seller: { ...least.seller, currency: "ABC" } }, /^seller\.currency: must be .*currency/],
  ])("names what is wrong: %j", (changes, message) => {
    const problems = problemsOf({ ...least, ...changes });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(message);
  });

  it("takes the seller's own domains in any case of letters, none of them too, and refuses what is none", () => {
    const withDomains = (ownDomains: unknown) => ({ ...least, partnerCenter: { ...least.partnerCenter, ownDomains } });
    const { partnerCenter } = readOptions(withDomains(["Partner.Example", "cloud.partner.example"]));
    expect(partnerCenter.ownDomains).toEqual(["partner.example", "cloud.partner.example"]);
    expect(readOptions(withDomains([])).partnerCenter.ownDomains).toEqual([]);
    for (const wrong of ["help@example.com", "example", ""]) {
      expect(problemsOf(withDomains([wrong]))[0]).toMatch(/^partnerCenter\.ownDomains\.0: .*such as example\.com/);
    }
    expect(problemsOf(withDomains("example.com"))[0]).toContain("must be a list of domains such as example.com");
  });

  it("refuses a name it does not know, on every level", () => {
    expect(problemsOf({ ...least, shopURL: "https://x", stripe: { ...least.stripe, key: "x" } })).toEqual([
      "stripe.key: is not an option of Seatline; remove it or correct its name",
      "shopURL: is not an option of Seatline; remove it or correct its name",
    ]);
  });

  it.each([
    [{ clock: { sandboxUrl: SIMULATOR } }, /clock\.sandboxUrl: a movable clock is refused in production/],
    [{ clock: { manualStart: "2026-03-15T10:00:00.000Z" } }, /clock\.manualStart: a movable clock is refused/],
    [{ stripe: { ...least.stripe, apiBase: SIMULATOR } }, /stripe\.apiBase: a Stripe simulator is refused/],
    [{ partnerCenter: { ...least.partnerCenter, apiBase: SIMULATOR } }, /partnerCenter\.apiBase: must be https/],
  ])("keeps the sandbox out of production, said or not: %j", (changes, message) => {
    expect(problemsOf({ ...least, ...changes }).join("\n")).toMatch(message);
    expect(problemsOf({ ...least, ...changes, mode: "sandbox" })).toEqual([]);
    expect(problemsOf({ ...least, ...changes, mode: "sandbox" }, true).join("\n")).toMatch(message);
  });

  it.each([
    [{ stripe: { secretKey: "sk_live_1", webhookSecret: "whsec_1", apiBase: SIMULATOR } }, /live Stripe key is never/],
    [{ stripe: { secretKey: "rk_live_1", webhookSecret: "w" }, clock: { sandboxUrl: SIMULATOR } }, /movable clock/],
    [
      {
        stripe: { secretKey: "sk_live_1", webhookSecret: "whsec_1" },
        partnerCenter: { ...least.partnerCenter, apiBase: SIMULATOR },
      },
      /partnerCenter\.apiBase: a live Stripe key never pays for licences of a simulator/,
    ],
  ])("keeps real money away from simulators in every mode: %j", (changes, message) => {
    expect(problemsOf({ ...least, mode: "sandbox", ...changes }).join("\n")).toMatch(message);
  });

  it.each(["sk_live_1", "rk_live_1"])("keeps %s out of a process that does not run in production", (secretKey) => {
    const options = { stripe: { secretKey } };
    expect(liveKeyProblems(options, true)).toEqual([]);
    expect(liveKeyProblems(options, false)).toEqual([
      { field: "stripe.secretKey", message: expect.stringContaining("NODE_ENV=production") },
    ]);
    expect(liveKeyProblems({ stripe: { secretKey: "sk_test_1" } }, false)).toEqual([]);
    expect(liveKeyProblems(undefined, false)).toEqual([]);
  });

  it("tells a rule over several options beside what is wrong elsewhere", () => {
    const problems = problemsOf({ ...least, shopUrl: undefined, stripe: { ...least.stripe, apiBase: SIMULATOR } });
    expect(problems).toEqual([expect.stringMatching(/^shopUrl/), expect.stringMatching(/^stripe\.apiBase/)]);
  });
});
