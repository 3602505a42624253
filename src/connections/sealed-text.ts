import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";

const VERSION = "v1";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

const firstSignInSchema = z.object({ userName: z.string().min(1), password: z.string().min(1) });

/** The administrator's first sign-in of a tenant created for a customer. */
export type FirstSignIn = z.infer<typeof firstSignInSchema>;

/**
 * Seals a text with AES-256-GCM, so that the database never holds it in clear.
 *
 * @param key 32 bytes in base64 (the option `secretsKey`)
 */
export function sealSecret(plain: string, key: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(key, "base64"), nonce);
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url")}`;
}

/** @throws Error when the text was changed, was sealed with another key, or has an unknown version */
export function openSecret(sealed: string, key: string): string {
  const [version, body = ""] = sealed.split(".");
  if (version !== VERSION) {
    throw new Error("The sealed text has an unknown version.");
  }
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", Buffer.from(key, "base64"), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

/** Seals a first sign-in as `sealSecret` seals a text. */
export function sealFirstSignIn(signIn: FirstSignIn, key: string): string {
  return sealSecret(JSON.stringify(firstSignInSchema.parse(signIn)), key);
}

/** @throws Error as `openSecret`, and when what was sealed is no sign-in */
export function openFirstSignIn(sealed: string, key: string): FirstSignIn {
  return firstSignInSchema.parse(JSON.parse(openSecret(sealed, key)));
}
