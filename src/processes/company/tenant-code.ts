import { createHmac, randomInt, timingSafeEqual } from "node:crypto";

/** Letters and digits that are not mistaken for one another when read out. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH = 8;

/** How long a code is good for. */
export const CODE_LIFE_MS = 24 * 3_600_000;

/** A fresh code, as its reader sees it: `K7PM-2XQD`. */
export function newTenantCode(): string {
  const letters = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/**
 * What is kept of a code: without the key nobody can try codes against it.
 *
 * @param claimId a code is good for one claim only
 * @param key the option `secretsKey`
 */
export function hashTenantCode(code: string, claimId: string, key: string): string {
  const plain = code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  return createHmac("sha256", Buffer.from(key, "base64")).update(`${claimId}\n${plain}`).digest("hex");
}

/** Compares in the same time whatever is wrong. */
export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
