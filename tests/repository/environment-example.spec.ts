import fs from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { readEnvironment } from "../../src/config/environment";
import { hostVariables } from "../../src/config/host-variables";
import { variables } from "../../src/config/variables";
import { OptionsError, readOptions } from "../../src/modules/settings";

const text = fs.readFileSync(path.resolve(__dirname, "../../.env.example"), "utf8");
const uncommented = text.replace(/^#(?=[A-Z_]+=)/gm, "");

/** What a person must put in before the server can start; no example could be right for two installations. */
const filled: Record<string, string> = {
  JWT_SECRET: "a-random-text-of-its-own",
  COOKIE_SECRET: "another-random-text",
  SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
  STRIPE_SECRET_KEY: "sk_test_of-this-test",
  STRIPE_WEBHOOK_SECRET: "whsec_of-this-test",
  PARTNER_CENTER_TENANT_ID: "tenant",
  PARTNER_CENTER_CLIENT_ID: "client",
  PARTNER_CENTER_CLIENT_SECRET: "secret",
  PARTNER_CENTER_REFRESH_TOKEN: "token",
};

function present(source: string): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(parseEnv(source)).filter(([, value]) => value !== ""));
}

/** Set by the tests and the launcher only; nobody writes them into a file. */
const TESTS_ONLY = ["SEATLINE_ADMIN", "SEATLINE_TEST_CLOCK"];

/** Names of all settings. */
function known(): string[] {
  const { properties } = z.toJSONSchema(hostVariables, { io: "input", unrepresentable: "any" });
  const all = [...Object.keys(properties ?? {}), ...variables.map(({ variable }) => variable)];
  return all.filter((name) => !TESTS_ONLY.includes(name));
}

/** Names of the settings that are wrong or missing. */
function wrong(environment: Record<string, string | undefined>): string[] {
  try {
    readEnvironment(environment);
    return [];
  } catch (error) {
    if (error instanceof OptionsError) {
      return error.problems.map((problem) => problem.split(":", 1).join(""));
    }
    throw error;
  }
}

describe(".env.example", () => {
  it("names every setting once, and nothing else", () => {
    const named = [...uncommented.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(known().toSorted());
  });

  it("shows the required settings as they are set, the optional ones as comments", () => {
    expect(Object.keys(parseEnv(text)).toSorted()).toEqual(wrong({}).toSorted());
  });

  it("explains each setting in the line above it", () => {
    const lines = text.split("\n");
    const unexplained = lines.filter(
      (line, at) => /^#?[A-Z_]+=/.test(line) && !/^# [A-Z].+\.$/.test(lines[at - 1] ?? ""),
    );
    expect(unexplained).toEqual([]);
  });

  it("leaves empty what must be each installation's own, so that no example value runs in earnest", () => {
    expect(wrong(present(text)).toSorted()).toEqual(Object.keys(filled).toSorted());
  });

  it("is a complete set of settings once those are filled in", () => {
    expect(wrong({ ...present(text), ...filled })).toEqual([]);
  });

  it("shows for the optional settings what holds without them", () => {
    const settings = (source: string) => readOptions(readEnvironment({ ...present(source), ...filled }).options);
    expect(settings(uncommented)).toEqual(settings(text));
  });
});
