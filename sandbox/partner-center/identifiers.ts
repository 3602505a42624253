import { createHash, randomBytes, randomUUID } from "node:crypto";

export const newGuid = (): string => randomUUID();

/** New-commerce order ids are short hexadecimal words. */
export const newOrderId = (): string => randomBytes(6).toString("hex");

export const newSecret = (bytes = 48): string => randomBytes(bytes).toString("base64url");

/** A first password as Partner Center hands it out: short, with signs of every class. */
export const newPassword = (): string => `${randomBytes(6).toString("base64url")}!9aZ`;

/** Twelve upper-case characters as Microsoft's catalogue uses them, always the same for the same seed. */
export function catalogueWord(seed: string): string {
  const alphabet = "0123456789BCDFGHJKLMNPQRSTVWXZ";
  const digest = createHash("sha256").update(seed).digest();
  const tail = [...digest.subarray(0, 6)].map((byte) => alphabet[byte % alphabet.length]).join("");
  return `CFQ7TT${tail}`;
}

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
