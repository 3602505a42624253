import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { sha256 } from "../identifiers";

interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
}

let made: SigningKey | null = null;

/** One key for each run of the process: no token outlives it by more than an hour. */
function signingKey(): SigningKey {
  if (made === null) {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    made = { id: sha256(JSON.stringify(publicKey.export({ format: "jwk" }))).slice(0, 27), privateKey };
  }
  return made;
}

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A signed token (RS256) with these claims. Clients decode it; the simulator decides by its own records. */
export function signedToken(claims: Readonly<Record<string, unknown>>): string {
  const { id, privateKey } = signingKey();
  const text = `${part({ typ: "JWT", alg: "RS256", kid: id })}.${part(claims)}`;
  return `${text}.${sign("sha256", Buffer.from(text), privateKey).toString("base64url")}`;
}

/** The key against which tokens are checked, as the sign-in service publishes its keys. */
export function publishedKeys(): { keys: unknown[] } {
  const { id, privateKey } = signingKey();
  return { keys: [{ ...createPublicKey(privateKey).export({ format: "jwk" }), kid: id, use: "sig", alg: "RS256" }] };
}
