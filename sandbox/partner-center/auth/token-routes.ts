import { z } from "zod";
import type { Call, Reply, Route } from "../http/route";
import { param } from "../http/route";
import { newSecret } from "../identifiers";
import type { AccessToken } from "../state";
import type { World } from "../world";
import { accessClaims, idClaims } from "./claims";
import { publishedKeys, signedToken } from "./jwt";

const formSchema = z.object({
  grant_type: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
  resource: z.string().optional(),
  scope: z.string().optional(),
  refresh_token: z.string().optional(),
  code: z.string().optional(),
});

type Form = z.infer<typeof formSchema>;

const partnerCenterResource = "https://api.partnercenter.microsoft.com";

/** Entra's error shape. */
function refuse(status: number, error: string, code: number, description: string, now: Date): Reply {
  return {
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${description}`,
      error_codes: [code],
      timestamp: now.toISOString().replace("T", " "),
    },
  };
}

/** The first version names a resource, the second a scope of it; a scope without one is for the API as well. */
function audienceOf({ resource, scope }: Form): string {
  const asked = scope?.split(" ").find((one) => one.endsWith("/.default"));
  return resource ?? asked?.replace(/\/\.default$/, "") ?? partnerCenterResource;
}

function issue(world: World, kind: "app" | "user", form: Form, now: Date, version: 1 | 2): Reply {
  const lifetime = world.state.settings.tokenLifetimeSeconds;
  const expires = new Date(now.getTime() + lifetime * 1_000);
  for (const [token, { expiresAt }] of Object.entries(world.state.accessTokens)) {
    if (Date.parse(expiresAt) <= now.getTime()) {
      delete world.state.accessTokens[token];
    }
  }
  const issued = { kind, audience: audienceOf(form), at: now, until: expires };
  const accessToken = signedToken(accessClaims(world, issued));
  world.state.accessTokens[accessToken] = { kind, audience: issued.audience, expiresAt: expires.toISOString() };
  const user =
    kind === "user"
      ? {
          scope: "user_impersonation",
          id_token: signedToken(idClaims(world, issued)),
          refresh_token: addRefreshToken(world, now),
        }
      : {};
  const seconds = (value: number) => (version === 1 ? String(value) : value);
  const common = {
    token_type: "Bearer",
    expires_in: seconds(lifetime),
    ext_expires_in: seconds(lifetime),
    access_token: accessToken,
    ...user,
  };
  if (version === 2) {
    return ok(common);
  }
  return ok({
    ...common,
    expires_on: String(Math.floor(expires.getTime() / 1_000)),
    not_before: String(Math.floor(now.getTime() / 1_000) - 300),
    resource: form.resource ?? partnerCenterResource,
  });
}

const ok = (body: unknown): Reply => ({
  status: 200,
  body,
  headers: { "Cache-Control": "no-cache, no-store", Pragma: "no-cache" },
});

function addRefreshToken(world: World, now: Date): string {
  const token = newSecret(96);
  world.state.refreshTokens[token] = { lastUsedAt: now.toISOString() };
  return token;
}

/** Whether the token may still be used; a used token counts as fresh again, or is revoked when so configured. */
function spendRefreshToken(world: World, token: string | undefined, now: Date): boolean {
  const stored = token ? world.state.refreshTokens[token] : undefined;
  if (!token || !stored) {
    return false;
  }
  const { refreshTokenIdleDays, refreshTokensRevoked, revokeReplacedRefreshTokens } = world.state.settings;
  if (refreshTokensRevoked) {
    return false;
  }
  if (refreshTokenIdleDays !== null) {
    const idleDays = (now.getTime() - Date.parse(stored.lastUsedAt)) / 86_400_000;
    if (idleDays > refreshTokenIdleDays) {
      delete world.state.refreshTokens[token];
      return false;
    }
  }
  if (revokeReplacedRefreshTokens) {
    delete world.state.refreshTokens[token];
  } else {
    stored.lastUsedAt = now.toISOString();
  }
  return true;
}

function tokens(version: 1 | 2) {
  return (world: World, call: Call): Reply => {
    const { credentials } = world;
    const parsed = formSchema.safeParse(call.body ?? {});
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join(".");
      return refuse(400, "invalid_request", 900144, `The request body must contain '${field}'.`, call.now);
    }
    const form = parsed.data;
    if (param(call, "tenant") !== credentials.tenantId) {
      return refuse(400, "invalid_request", 90002, "The tenant was not found.", call.now);
    }
    if (form.client_id !== credentials.clientId || form.client_secret !== credentials.clientSecret) {
      return refuse(401, "invalid_client", 7000215, "The client id or secret is not valid.", call.now);
    }
    switch (form.grant_type) {
      case "client_credentials":
        return issue(world, "app", form, call.now, version);
      case "refresh_token":
        return spendRefreshToken(world, form.refresh_token, call.now)
          ? issue(world, "user", form, call.now, version)
          : refuse(400, "invalid_grant", 700082, "The refresh token has expired or was revoked.", call.now);
      case "authorization_code":
        return form.code === credentials.authorizationCode
          ? issue(world, "user", form, call.now, version)
          : refuse(400, "invalid_grant", 70008, "The authorization code has expired or is not valid.", call.now);
      default:
        return refuse(400, "unsupported_grant_type", 70003, "The grant type is not supported.", call.now);
    }
  };
}

/** The kind of token that the body of a sign-in asks for; null for any other body. */
export function kindAsked(body: unknown): AccessToken["kind"] | null {
  const asked = formSchema.pick({ grant_type: true }).safeParse(body);
  if (!asked.success) {
    return null;
  }
  return asked.data.grant_type === "client_credentials" ? "app" : "user";
}

export const tokenRoutes: Route[] = [
  { method: "post", path: "/:tenant/oauth2/token", access: "none", handle: tokens(1) },
  { method: "post", path: "/:tenant/oauth2/v2.0/token", access: "none", handle: tokens(2) },
  { method: "get", path: "/:tenant/discovery/v2.0/keys", access: "none", handle: () => ok(publishedKeys()) },
];
