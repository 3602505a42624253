import { describeProblems, parseEnvironment } from "./env.server";

const good = {
  MEDUSA_URL: "http://localhost:9000/",
  MEDUSA_PUBLISHABLE_KEY: "pk_1",
  SESSION_SECRETS: `${"a".repeat(32)}, ${"b".repeat(40)}`,
  SHOP_ORIGIN: "https://shop.example.com",
};

function problemsOf(source: Record<string, string | undefined>) {
  const result = parseEnvironment(source);
  return result.ok ? [] : result.problems;
}

describe("parseEnvironment", () => {
  it("reads the settings and fills in what is optional", () => {
    expect(parseEnvironment(good)).toEqual({
      ok: true,
      environment: {
        nodeEnv: "development",
        medusaUrl: "http://localhost:9000",
        medusaPublishableKey: "pk_1",
        sessionSecrets: ["a".repeat(32), "b".repeat(40)],
        shopOrigin: "https://shop.example.com",
        port: 8000,
        paymentOrigins: ["https://checkout.stripe.com"],
        sandboxClockUrl: null,
        trustedProxyHops: 0,
        authAttemptsPerMinute: 10,
      },
    });
  });

  it("accepts a single secret under its singular name, and a list of card pages", () => {
    const { SESSION_SECRETS: _, ...rest } = good;
    const result = parseEnvironment({
      ...rest,
      SESSION_SECRET: "c".repeat(32),
      PAYMENT_ORIGINS: "http://localhost:9200/, https://checkout.stripe.com",
    });
    expect(result).toMatchObject({
      ok: true,
      environment: {
        sessionSecrets: ["c".repeat(32)],
        paymentOrigins: ["http://localhost:9200", "https://checkout.stripe.com"],
      },
    });
  });

  it("names every missing setting at once, with what to do", () => {
    const problems = problemsOf({});
    expect(problems.map(({ name }) => name).sort()).toEqual([
      "MEDUSA_PUBLISHABLE_KEY",
      "MEDUSA_URL",
      "SESSION_SECRETS",
      "SHOP_ORIGIN",
    ]);
    const text = describeProblems(problems);
    expect(text).toContain("SHOP_ORIGIN is missing. Set it to an address such as https://shop.example.com");
    expect(text.split("\n")).toHaveLength(5);
  });

  it.each([
    ["MEDUSA_URL", "localhost:9000"],
    ["MEDUSA_URL", "ftp://localhost"],
    ["SHOP_ORIGIN", "https://shop.example.com/shop"],
    ["SESSION_SECRETS", "short"],
    ["SESSION_SECRETS", `${"a".repeat(32)},short`],
    ["PORT", "80a"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PAYMENT_ORIGINS", "checkout.stripe.com"],
    ["NODE_ENV", "prod"],
    ["TRUST_PROXY_HOPS", "true"],
    ["AUTH_ATTEMPTS_PER_MINUTE", "0"],
  ])("refuses %s=%s", (name, value) => {
    expect(problemsOf({ ...good, [name]: value }).map((problem) => problem.name)).toEqual([name]);
  });

  it("takes an empty setting for a missing one", () => {
    expect(problemsOf({ ...good, MEDUSA_URL: "" })[0]?.message).toContain("is missing");
  });

  it("never lets the demonstration clock into production", () => {
    const clock = { ...good, SANDBOX_CLOCK_URL: "http://localhost:7000/" };
    expect(parseEnvironment({ ...clock, NODE_ENV: "sandbox" })).toMatchObject({
      ok: true,
      environment: { sandboxClockUrl: "http://localhost:7000" },
    });
    expect(problemsOf({ ...clock, NODE_ENV: "production" }).map(({ name }) => name)).toEqual(["SANDBOX_CLOCK_URL"]);
  });
});
