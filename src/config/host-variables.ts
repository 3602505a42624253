import { z } from "zod";

const missing = (what: string) => `is missing; set it to ${what}`;
const required = (what: string) =>
  z
    .string({ error: missing(what) })
    .trim()
    .min(1, missing(what));
const secret = required("a random text of at least 16 characters").min(16, "must have at least 16 characters");
const origins = (what: string) =>
  required(what).refine((text) => text.split(",").every((part) => isOrigin(part.trim())), {
    message: `must be a comma separated list of origins, ${what}`,
  });

function isOrigin(text: string): boolean {
  return URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
}

/** What any Medusa application needs, Seatline or not: a plugin leaves these to its host. */
export const hostVariables = z
  .object({
    DATABASE_URL: required("a PostgreSQL URL such as postgres://user:password@localhost:5432/seatline").refine(
      (text) => /^postgres(ql)?:\/\//.test(text),
      "must start with postgres://",
    ),
    JWT_SECRET: secret,
    COOKIE_SECRET: secret,
    STORE_CORS: origins("the shop's origin, such as https://shop.example.com"),
    ADMIN_CORS: origins("the origins that may call it, such as https://admin.example.com"),
    AUTH_CORS: origins("the origins that may call it, such as https://admin.example.com"),
    SEATLINE_ADMIN: z.enum(["on", "off"], 'must be "on" or "off"').default("on"),
  })
  .transform((env) => ({
    databaseUrl: env.DATABASE_URL,
    http: {
      jwtSecret: env.JWT_SECRET,
      cookieSecret: env.COOKIE_SECRET,
      storeCors: env.STORE_CORS,
      adminCors: env.ADMIN_CORS,
      authCors: env.AUTH_CORS,
    },
    showAdmin: env.SEATLINE_ADMIN === "on",
  }));

/** The part of Medusa's own configuration that comes from the environment. */
export type HostSettings = z.output<typeof hostVariables>;
