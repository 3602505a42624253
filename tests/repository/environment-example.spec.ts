import fs from "node:fs";
import path from "node:path";
import { parseEnv } from "node:util";
import { z } from "zod";
import { environmentSchema } from "../../src/config/environment-schema";

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

/** Names of the settings that the schema knows, and of those it cannot do without. */
function settings(): { readonly all: string[]; readonly required: string[] } {
  const { properties, required } = z.toJSONSchema(environmentSchema, { io: "input", unrepresentable: "any" });
  return { all: Object.keys(properties ?? {}), required: required ?? [] };
}

describe(".env.example", () => {
  it("names every setting once, and nothing else", () => {
    const named = [...uncommented.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(named.toSorted()).toEqual(settings().all.toSorted());
  });

  it("shows the required settings as they are set, the optional ones as comments", () => {
    expect(Object.keys(parseEnv(text)).toSorted()).toEqual(settings().required.toSorted());
  });

  it("explains each setting in the line above it", () => {
    const lines = text.split("\n");
    const unexplained = lines.filter(
      (line, at) => /^#?[A-Z_]+=/.test(line) && !/^# [A-Z].+\.$/.test(lines[at - 1] ?? ""),
    );
    expect(unexplained).toEqual([]);
  });

  it("leaves empty what must be each installation's own, so that no example value runs in earnest", () => {
    const answer = environmentSchema.safeParse(present(text));
    expect(answer.error?.issues.map((issue) => issue.path.join(".")).toSorted()).toEqual(
      Object.keys(filled).toSorted(),
    );
  });

  it("is a complete set of settings once those are filled in", () => {
    expect(environmentSchema.safeParse({ ...present(text), ...filled }).error).toBeUndefined();
  });

  it("shows for the optional settings what holds without them", () => {
    const withDefaults = environmentSchema.parse({ ...present(uncommented), ...filled });
    expect(withDefaults).toEqual(environmentSchema.parse({ ...present(text), ...filled }));
  });
});
