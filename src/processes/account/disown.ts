import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { openNotMe } from "./not-me-link";
import { removeUnconfirmed } from "./remove-unconfirmed";

/**
 * Removes the account that a mailed link is about, for somebody who has not made it.
 *
 * @returns `removed` also when it was removed before; `confirmed` when the address is confirmed by now, which ends what the
 *   link may do; `unknown` when it is no link of ours
 * @throws conflict, in words, as `removeUnconfirmed`
 */
export async function disown(container: MedusaContainer, code: string): Promise<"removed" | "confirmed" | "unknown"> {
  const account = openNotMe(container, code);
  if (account === null) {
    return "unknown";
  }
  const { identityId, email } = account;
  const [identity] = await container
    .resolve(Modules.AUTH)
    .listProviderIdentities({ auth_identity_id: identityId, entity_id: email }, { select: ["id"] });
  if (!identity) {
    return "removed";
  }
  return (await removeUnconfirmed(container, identityId)) ? "removed" : "confirmed";
}
