import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { ACCESS_MODULE } from "../../modules/access";
import { CLOCK_MODULE } from "../../modules/clock";
import { erasePerson } from "./erase-person";
import { mailAddressOf } from "./mail-address";

/**
 * Removes an account whose address nobody has confirmed, with all that was typed into it, so that the address is free. May
 * be repeated.
 *
 * @returns false when the address is confirmed, or the account is not a customer's alone: it stays
 * @throws conflict, in words, while contracts or payments of an earlier version need the person
 */
export async function removeUnconfirmed(container: MedusaContainer, identityId: string): Promise<boolean> {
  const auth = container.resolve(Modules.AUTH);
  const address = await mailAddressOf(container, identityId);
  const { customer_id: customerId, ...others } = (await auth.retrieveAuthIdentity(identityId)).app_metadata ?? {};
  if (address === null || address.confirmed || Object.values(others).some((id) => typeof id === "string")) {
    return false;
  }
  await container.resolve(ACCESS_MODULE).endSignIns(identityId);
  if (typeof customerId === "string") {
    await erasePerson(container, customerId, { actor: "seatline", now: container.resolve(CLOCK_MODULE).now() });
  }
  await auth.deleteAuthIdentities([identityId]);
  return true;
}
