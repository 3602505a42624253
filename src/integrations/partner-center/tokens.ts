import { z } from "zod";
import { withoutCode } from "./answers";
import { DEFAULT_TIMEOUT_MS, PARTNER_CENTER_RESOURCE, type PartnerCenterConfig } from "./config";
import { errorFromNoAnswer, errorFromResponse, PartnerCenterError } from "./errors";

/** The token endpoint's first version writes numbers as text, the second as numbers. */
const tokenSchema = z
  .object({
    access_token: z.string().min(1),
    expires_in: z.coerce.number().positive(),
    refresh_token: z.string().min(1).optional(),
  })
  .loose();

type Granted = z.output<typeof tokenSchema>;

/** Where the refresh token lives between runs. `save` must have committed when it resolves. */
export type RefreshTokenStore = {
  load(): Promise<string>;
  save(refreshToken: string): Promise<void>;
};

export type TokenSource = {
  /** A token that is good for at least another minute. */
  get(): Promise<string>;
  /** A token other than `rejected`: the one the vendor has just refused. */
  renew(rejected: string): Promise<string>;
};

type Now = () => Date;

const SAFETY_MS = 60_000;

/** The application's own tokens (client credentials): no person, no second factor and no refresh token can fail them. */
export const createAppTokens = (config: PartnerCenterConfig, now: Now): TokenSource =>
  createTokenSource(() => grant(config, now, { grant_type: "client_credentials" }), now);

/**
 * App+user tokens by refresh token (the secure application model), for the calls that accept no other. A rotated refresh
 * token is saved before the access token is used, because the old one may be dead from then on.
 */
export function createUserTokens(config: PartnerCenterConfig, store: RefreshTokenStore, now: Now): TokenSource {
  return createTokenSource(async () => {
    const held = await store.load();
    const granted = await grant(config, now, { grant_type: "refresh_token", refresh_token: held, scope: "openid" });
    if (granted.refresh_token !== undefined && granted.refresh_token !== held) {
      await store.save(granted.refresh_token);
    }
    return granted;
  }, now);
}

/**
 * Keeps one token for as long as it is good. Many callers at once cause one request. Throws PartnerCenterError;
 * `invalid_grant` is never repeated.
 */
function createTokenSource(fetchToken: () => Promise<Granted>, now: Now): TokenSource {
  let current: { token: string; goodUntil: number } | null = null;
  let inFlight: Promise<string> | null = null;

  async function keepNew(): Promise<string> {
    const { access_token: token, expires_in: seconds } = await fetchToken();
    const lifeMs = seconds * 1000;
    // A token that lives shorter than the safety margin is still used for half its life.
    current = { token, goodUntil: now().getTime() + Math.max(lifeMs - SAFETY_MS, lifeMs / 2) };
    return token;
  }

  function fetchOnce(): Promise<string> {
    inFlight ??= keepNew().finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  return {
    async get() {
      return current !== null && now().getTime() < current.goodUntil ? current.token : fetchOnce();
    },
    async renew(rejected) {
      if (current !== null && current.token !== rejected) {
        return current.token;
      }
      current = null;
      return fetchOnce();
    },
  };
}

/** Asks the token endpoint for what one way to sign in gives. */
async function grant(config: PartnerCenterConfig, now: Now, way: Record<string, string>): Promise<Granted> {
  const operation = `POST /oauth2/token (${way.grant_type})`;
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${config.loginBase}/${config.tenantId}/oauth2/token`, {
      method: "POST",
      signal: AbortSignal.timeout(config.timeoutMs ?? DEFAULT_TIMEOUT_MS),
      body: new URLSearchParams({
        ...way,
        client_id: config.clientId,
        client_secret: config.clientSecret,
        resource: config.resource ?? PARTNER_CENTER_RESOURCE,
      }),
    });
    text = await response.text();
  } catch (cause) {
    throw noEffect(errorFromNoAnswer(operation, cause));
  }
  if (!response.ok) {
    const retryAfter = response.headers.get("retry-after");
    throw noEffect(errorFromResponse({ status: response.status, body: text, retryAfter, operation, now: now() }));
  }
  const parsed = tokenSchema.safeParse(parseJson(text));
  if (!parsed.success) {
    throw new PartnerCenterError({
      code: "bad_shape",
      status: response.status,
      message: "The token endpoint's answer cannot be read",
      answer: withoutCode("signInUnreadable"),
    });
  }
  return parsed.data;
}

/**
 * Whatever went wrong while signing in, the call itself was never sent; and a no to it is a matter of the set-up, of this
 * sign-in and no other.
 */
function noEffect(error: PartnerCenterError): PartnerCenterError {
  const { answer, status } = error;
  const unexplained = status !== null && (answer.fault === "person" || answer.fault === "customer" || status === 404);
  const told = unexplained ? withoutCode("signInUnreadable") : answer;
  return new PartnerCenterError({
    code: error.code,
    status: status === 401 ? null : status,
    message: error.message,
    answer: { ...told, effect: "none", ...(told.fault === "set_up" ? { reach: "sign_in" } : {}) },
    retryAfterMs: error.retryAfterMs,
    cause: error.cause,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
