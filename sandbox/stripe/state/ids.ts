import { randomInt } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random letters and digits. */
export function randomText(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
}

/** A new id such as `pi_3kT...`. */
export const newId = (prefix: string): string => `${prefix}_${randomText(24)}`;

/** Checkout ids are longer and name the mode. */
export const newSessionId = (): string => `cs_test_${randomText(58)}`;

export const clientSecret = (id: string): string => `${id}_secret_${randomText(25)}`;
