import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { ACCESS_MODULE } from "../../modules/access";
import { logOf } from "../../telemetry/log";
import { PASSWORD_PROVIDER } from "./find-identity";
import { takeOverUnconfirmed } from "./take-over";

/** A link for a new password, as it was mailed, and the password that somebody chose with it. */
export type NewPassword = {
  /** The address of the account, as the link says it. */
  readonly email: string;
  readonly linkId: string;
  /** Seconds since 1970. */
  readonly linkMadeAtSeconds: number;
  readonly password: string;
  readonly actorType: string;
};

/**
 * Sets a new password, which ends every sign-in of the person and shows that the address is theirs.
 *
 * The end of the sign-ins is written down before the password is, so that no crash leaves an old one alive; who dies in
 * between has used the link up, and the person asks for another one.
 *
 * @returns false when the link is used, older than one that was used, or replaced, or the account is gone: nothing has changed
 */
export async function setNewPassword(container: MedusaContainer, asked: NewPassword): Promise<boolean> {
  const auth = container.resolve(Modules.AUTH);
  const access = container.resolve(ACCESS_MODULE);
  const account = { provider: PASSWORD_PROVIDER, entity_id: asked.email };
  const [identity] = await auth.listProviderIdentities(account, { select: ["id", "auth_identity_id"] });
  const identityId = identity?.auth_identity_id ?? null;
  // Medusa knows which link is the last one that was asked for; that it is used once only, we see to ourselves.
  if (identityId === null || !(await isCurrent(container, asked))) {
    return false;
  }
  const until = await access.beginNewPassword(identityId, asked.linkMadeAtSeconds);
  if (until === null) {
    return false;
  }
  try {
    if (asked.actorType === "customer") {
      await takeOverUnconfirmed(container, identityId);
    }
    const data = { entity_id: asked.email, password: asked.password };
    const { success, error } = await auth.updateProvider(PASSWORD_PROVIDER, data);
    if (!success) {
      logOf(container).error("A new password could not be set", { error });
    }
    return success;
  } finally {
    await access.endNewPassword(identityId, until);
  }
}

async function isCurrent(container: MedusaContainer, { email, linkId }: NewPassword): Promise<boolean> {
  const link = { jti: linkId, provider: PASSWORD_PROVIDER, entity_id: email };
  try {
    await container.resolve(Modules.AUTH).consumePasswordResetToken(link);
    return true;
  } catch (error) {
    if (error instanceof MedusaError && REFUSES.has(error.type)) {
      return false;
    }
    throw error;
  }
}

const REFUSES: ReadonlySet<string> = new Set([MedusaError.Types.UNAUTHORIZED, MedusaError.Types.NOT_FOUND]);
