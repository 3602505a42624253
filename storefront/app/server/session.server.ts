import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { z } from "zod";

const COOKIE_LIFETIME_SECONDS = 7 * 24 * 60 * 60;
const SIGNED_IN_LIFETIME_MS = 12 * 60 * 60 * 1000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

const sessionSchema = z.object({
  token: z.string().optional(),
  signedInAt: z.number().optional(),
  customer: z.object({ email: z.string(), firstName: z.string(), lastName: z.string() }).optional(),
  cartId: z.string().optional(),
  cartCount: z.number().int().nonnegative().optional(),
  checkoutId: z.string().optional(),
  /** The order number typed before the card page, for whoever comes back from it. */
  poNumber: z.string().optional(),
});

/** What the shop remembers about one visitor. The Medusa token never leaves the server in readable form. */
export type SessionData = z.infer<typeof sessionSchema>;

export type SessionOptions = Readonly<{
  /** The first secret seals, all of them open: rotate by putting a new one in front. */
  secrets: readonly string[];
  /** Whether the shop is served over https: decides the cookie's name and its Secure flag. */
  secure: boolean;
  /** The present moment in milliseconds; sessions live by the machine's clock, not by the demonstration clock. */
  nowMs: number;
}>;

/** One visitor's session during one request. `commit` gives the Set-Cookie header if something changed. */
export type ShopSession = {
  readonly data: Readonly<SessionData>;
  update(changes: Partial<SessionData>): void;
  signIn(token: string, customer: NonNullable<SessionData["customer"]>): void;
  signOut(): void;
  commit(): string | null;
};

/** The cookie's name: `__Host-` binds it to this very host, which browsers accept over https only. */
export function sessionCookieName(secure: boolean): string {
  return secure ? "__Host-shop" : "shop";
}

/** Opens the session of a request. A missing, foreign, altered or expired cookie gives an empty session. */
export function openSession(cookieHeader: string | null, options: SessionOptions): ShopSession {
  const name = sessionCookieName(options.secure);
  const sealed = readCookie(cookieHeader, name);
  let data = sealed === null ? {} : (unseal(sealed, options) ?? {});
  let changed = false;

  return {
    get data() {
      return data;
    },
    update(changes) {
      const next = { ...data, ...changes };
      changed ||= JSON.stringify(next) !== JSON.stringify(data);
      data = next;
    },
    signIn(token, customer) {
      data = { ...data, token, customer, signedInAt: options.nowMs };
      changed = true;
    },
    signOut() {
      data = {};
      changed = true;
    },
    commit() {
      if (!changed) {
        return null;
      }
      const empty = Object.values(data).every((value) => value === undefined);
      const value = empty ? "" : seal(data, options);
      const flags = ["Path=/", "HttpOnly", "SameSite=Lax", `Max-Age=${empty ? 0 : COOKIE_LIFETIME_SECONDS}`];
      return [`${name}=${value}`, ...flags, ...(options.secure ? ["Secure"] : [])].join("; ");
    },
  };
}

function seal(data: SessionData, options: SessionOptions): string {
  const [secret] = options.secrets;
  if (secret === undefined) {
    throw new Error("No session secret is configured.");
  }
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), iv);
  const expiresAt = options.nowMs + COOKIE_LIFETIME_SECONDS * 1000;
  const text = JSON.stringify({ data, expiresAt });
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

const envelopeSchema = z.object({ data: sessionSchema, expiresAt: z.number() });

function unseal(value: string, options: SessionOptions): SessionData | null {
  const bytes = Buffer.from(value, "base64url");
  for (const secret of options.secrets) {
    const text = decrypt(bytes, secret);
    const parsed = text === null ? null : envelopeSchema.safeParse(JSON.parse(text));
    if (parsed?.success) {
      return parsed.data.expiresAt > options.nowMs ? withoutStaleSignIn(parsed.data.data, options.nowMs) : null;
    }
  }
  return null;
}

function decrypt(bytes: Buffer, secret: string): string | null {
  if (bytes.length <= IV_BYTES + TAG_BYTES) {
    return null;
  }
  try {
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
  } catch {
    // Sealed with another secret, or altered: both mean that this is not our session.
    return null;
  }
}

function withoutStaleSignIn(data: SessionData, nowMs: number): SessionData {
  const stale = data.signedInAt !== undefined && nowMs - data.signedInAt > SIGNED_IN_LIFETIME_MS;
  return stale ? { cartId: data.cartId, cartCount: data.cartCount } : data;
}

const keys = new Map<string, Buffer>();

function keyOf(secret: string): Buffer {
  let key = keys.get(secret);
  if (key === undefined) {
    key = Buffer.from(hkdfSync("sha256", secret, "", "seatline shop session v1", 32));
    keys.set(secret, key);
  }
  return key;
}

function readCookie(header: string | null, name: string): string | null {
  for (const pair of header?.split(";") ?? []) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) {
      return pair.slice(at + 1).trim();
    }
  }
  return null;
}
