import { getAuthContextFromJwtToken, type MedusaRequest } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { z } from "zod";
import type { SignIn } from "../../modules/access";

const claims = z.looseObject({
  auth_identity_id: z.string().min(1),
  actor_id: z.string().default(""),
  actor_type: z.string(),
  iat: z.number(),
  exp: z.number().optional(),
});

/** Who a request says it comes from, with a token that this server has signed and that has not run out. */
export type RequestSignIn = SignIn & {
  /** The customer's or the user's id; empty before there is one. */
  readonly actorId: string;
  readonly actorType: string;
  readonly expiresAt: Date | null;
};

/** What we keep in a session besides what Medusa does. */
export type SessionOfOurs = { seatline_opened_by?: string };

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * When the last token ends that was made of a sign-in by now: each lives as long as the one that is known. One that never
 * ends by itself is kept in mind for ever.
 */
export function lastExpiryOf({ expiresAt, issuedAtSeconds }: RequestSignIn): Date {
  const livesMs = expiresAt === null ? 36_500 * DAY_MS : expiresAt.getTime() - issuedAtSeconds * 1000;
  return new Date(Date.now() + livesMs);
}

/** The sign-in of a request: its session, which keeps the token it was opened with, or its bearer token. Null without. */
export function signInOf(req: MedusaRequest): RequestSignIn | null {
  const session = req.session as (SessionOfOurs & { auth_context?: unknown }) | undefined;
  const inSession = claims.safeParse(session?.auth_context);
  if (inSession.success) {
    return signIn(inSession.data, null, session?.seatline_opened_by ?? null);
  }
  const { authorization } = req.headers;
  const { http } = req.scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
  const verification = http.jwtVerifyOptions ?? http.jwtOptions;
  const secret = http.jwtSecret ?? "";
  const inToken = claims.safeParse(
    getAuthContextFromJwtToken(authorization, secret, ["bearer"], ["*"], http.jwtPublicKey, verification as never),
  );
  return inToken.success ? tokenOf(inToken.data, authorization) : null;
}

const tokenOf = (said: z.output<typeof claims>, authorization: string | undefined): RequestSignIn =>
  signIn(said, authorization?.split(/\s+/).at(-1) ?? null, null);

function signIn(said: z.output<typeof claims>, token: string | null, openedBy: string | null): RequestSignIn {
  return {
    identityId: said.auth_identity_id,
    issuedAtSeconds: said.iat,
    token,
    openedBy,
    actorId: said.actor_id,
    actorType: said.actor_type,
    expiresAt: said.exp === undefined ? null : new Date(said.exp * 1000),
  };
}
