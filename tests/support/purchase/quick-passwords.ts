import { createRequire } from "node:module";

type Scrypt = { kdf(password: string, cost: { readonly logN: number }): Promise<Buffer> };

/** Sixteen rounds instead of 32,768: a test signs people up all the time, and nobody attacks its passwords. */
const QUICK_LOG_N = 4;

/** The very module that Medusa's password provider hashes with. */
const scrypt: Scrypt = createRequire(require.resolve("@medusajs/auth-emailpass"))("scrypt-kdf");
const hash = scrypt.kdf.bind(scrypt);

/** New passwords of this process are hashed quickly from now on; comparing takes as long as hashing did. */
export function hashQuickly(): void {
  scrypt.kdf = (password, cost) => hash(password, { ...cost, logN: QUICK_LOG_N });
}

/** New passwords are hashed as in production while `work` goes on. */
export async function atFullCost<T>(work: () => Promise<T>): Promise<T> {
  scrypt.kdf = hash;
  try {
    return await work();
  } finally {
    hashQuickly();
  }
}
