import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

const secretsSchema = z.object({
  jwtSecret: z.string(),
  cookieSecret: z.string(),
  sessionSecret: z.string(),
  secretsKey: z.string(),
  stripeKey: z.string(),
  stripeWebhookSecret: z.string(),
});

/** Secrets of one sandbox, drawn at its first start and kept with its data. */
export type Secrets = z.infer<typeof secretsSchema>;

export function readOrMakeSecrets(dataFolder: string): Secrets {
  const file = path.join(dataFolder, "secrets.json");
  if (fs.existsSync(file)) {
    return secretsSchema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
  }
  const secrets: Secrets = {
    jwtSecret: randomBytes(24).toString("hex"),
    cookieSecret: randomBytes(24).toString("hex"),
    sessionSecret: randomBytes(24).toString("hex"),
    secretsKey: randomBytes(32).toString("base64"),
    stripeKey: `sk_test_${randomBytes(12).toString("hex")}`,
    stripeWebhookSecret: `whsec_${randomBytes(16).toString("hex")}`,
  };
  fs.writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
