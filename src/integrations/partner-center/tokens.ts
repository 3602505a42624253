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

export type TokenDeps = { readonly store: RefreshTokenStore; readonly now: () => Date };

const SAFETY_MS = 60_000;

/**
 * App+user tokens by refresh token (the secure application model; agreements and provisioning status accept no other).
 * Many callers at once cause one request. A rotated refresh token is saved before the access token is used, because the
 * old one may be dead from then on. Throws PartnerCenterError; `invalid_grant` is never repeated.
 */
export function createTokenSource(config: PartnerCenterConfig, deps: TokenDeps): TokenSource {
  let current: { token: string; goodUntil: number } | null = null;
  let inFlight: Promise<string> | null = null;

  async function fetchToken(): Promise<string> {
    const refreshToken = await deps.store.load();
    const operation = "POST /oauth2/token";
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${config.loginBase}/${config.tenantId}/oauth2/token`, {
        method: "POST",
        signal: AbortSignal.timeout(config.timeoutMs ?? DEFAULT_TIMEOUT_MS),
        body: new URLSearchParams({
          grant_type: "refresh_token",
          refresh_token: refreshToken,
          client_id: config.clientId,
          client_secret: config.clientSecret,
          resource: config.resource ?? PARTNER_CENTER_RESOURCE,
          scope: "openid",
        }),
      });
      text = await response.text();
    } catch (cause) {
      throw noEffect(errorFromNoAnswer(operation, cause));
    }
    if (!response.ok) {
      const retryAfter = response.headers.get("retry-after");
      throw noEffect(
        errorFromResponse({ status: response.status, body: text, retryAfter, operation, now: deps.now() }),
      );
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
    const answer = parsed.data;
    if (answer.refresh_token !== undefined && answer.refresh_token !== refreshToken) {
      await deps.store.save(answer.refresh_token);
    }
    const lifeMs = answer.expires_in * 1000;
    // A token that lives shorter than the safety margin is still used for half its life.
    current = {
      token: answer.access_token,
      goodUntil: deps.now().getTime() + Math.max(lifeMs - SAFETY_MS, lifeMs / 2),
    };
    return answer.access_token;
  }

  function fetchOnce(): Promise<string> {
    inFlight ??= fetchToken().finally(() => {
      inFlight = null;
    });
    return inFlight;
  }

  return {
    async get() {
      return current !== null && deps.now().getTime() < current.goodUntil ? current.token : fetchOnce();
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

/** Whatever went wrong while signing in, the call itself was never sent; and a no to it is a matter of the set-up. */
function noEffect(error: PartnerCenterError): PartnerCenterError {
  const { answer, status } = error;
  const unexplained = status !== null && (answer.fault === "person" || answer.fault === "customer" || status === 404);
  return new PartnerCenterError({
    code: error.code,
    status: status === 401 ? null : status,
    message: error.message,
    answer: { ...(unexplained ? withoutCode("signInUnreadable") : answer), effect: "none" },
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
