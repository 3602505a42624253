import { newSecret } from "../identifiers";
import type { World } from "../world";

interface Issued {
  readonly kind: "app" | "user";
  /** What the token is for. */
  readonly audience: string;
  readonly at: Date;
  readonly until: Date;
}

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1_000);

/** The user who consented: the same one in every token. */
const USER_ID = "5f9b8f0a-6d0d-4d55-9d5c-2f4f2f9d0a03";

const userOf = ({ credentials }: World) => ({
  oid: USER_ID,
  sub: USER_ID,
  name: "Partner Administrator",
  upn: `admin@${credentials.domains[0] ?? "partner.example"}`,
});

const common = ({ credentials }: World, { audience, at, until }: Issued) => ({
  aud: audience,
  iss: `https://sts.windows.net/${credentials.tenantId}/`,
  iat: seconds(at),
  nbf: seconds(at),
  exp: seconds(until),
  tid: credentials.tenantId,
  // Two tokens of one instant are two tokens.
  uti: newSecret(16),
  ver: "1.0",
});

/** What an access token says, as the sign-in service's first version writes it. */
export function accessClaims(world: World, issued: Issued): Record<string, unknown> {
  const application = { appid: world.credentials.clientId, appidacr: "1" };
  if (issued.kind === "app") {
    return { ...common(world, issued), ...application, idtyp: "app", sub: world.credentials.clientId };
  }
  return {
    ...common(world, issued),
    ...application,
    ...userOf(world),
    idtyp: "user",
    amr: world.state.settings.mfaCompliant ? ["pwd", "mfa"] : ["pwd"],
    scp: "user_impersonation",
  };
}

/** What the token about the user says to the application itself. */
export const idClaims = (world: World, issued: Issued): Record<string, unknown> => ({
  ...common(world, { ...issued, audience: world.credentials.clientId }),
  ...userOf(world),
});
