import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";

/** The provider of Medusa's that signs in with mail address and password. */
export const PASSWORD_PROVIDER = "emailpass";

/** One identity that signs in with a mail address and a password. */
export type PasswordIdentity = {
  readonly identityId: string;
  /** The address as it was written when the account was made; Medusa compares it letter by letter. */
  readonly email: string;
};

/** How a mail address is written when an account is made: people do not remember their capitals. */
export function plainAddress(email: string): string {
  return email.trim().toLowerCase();
}

/**
 * The identity that a mail address stands for, however it is written, or null. Where earlier accounts differ in nothing but
 * capitals, the one that is written exactly so, then the plain one.
 */
export async function findPasswordIdentity(
  container: MedusaContainer,
  email: string,
): Promise<PasswordIdentity | null> {
  const pattern = plainAddress(email).replace(/[\\%_]/g, "\\$&");
  const found = await container
    .resolve(Modules.AUTH)
    .listProviderIdentities(
      { provider: PASSWORD_PROVIDER, entity_id: { $ilike: pattern } as never },
      { select: ["id", "entity_id", "auth_identity_id"] },
    );
  const written = [email.trim(), plainAddress(email)];
  const best = found.sort((a, b) => rank(written, a.entity_id) - rank(written, b.entity_id))[0];
  return best?.auth_identity_id ? { identityId: best.auth_identity_id, email: best.entity_id } : null;
}

function rank(written: readonly string[], entityId: string): number {
  const at = written.indexOf(entityId);
  return at === -1 ? written.length : at;
}
