import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../connections/settings";
import { logOf } from "../../telemetry/log";
import { notify } from "../notify";
import { findPasswordIdentity, PASSWORD_PROVIDER } from "./find-identity";

/** A sign-up with an address that has an account already. */
export type SignUpTried = { readonly email: string; readonly password: string; readonly now: Date };

/**
 * Mails the owner of an account that somebody tried to sign up with its address, once a day at most. Nobody is mailed who
 * signs up again with the right password: they are simply signed in. Throws nothing: the answer has been given.
 */
export async function tellOfSignUp(container: MedusaContainer, { email, password, now }: SignUpTried): Promise<void> {
  try {
    const identity = await findPasswordIdentity(container, email);
    if (identity === null) {
      return;
    }
    const body = { email: identity.email, password };
    const { success } = await container.resolve(Modules.AUTH).authenticate(PASSWORD_PROVIDER, { body } as never);
    if (success) {
      return;
    }
    const { shopUrl } = settingsOf(container);
    await notify(container, {
      to: identity.email,
      template: "sign_up_tried",
      key: `sign_up_tried:${identity.identityId}:${now.toISOString().slice(0, 10)}`,
      data: { email: identity.email, signInUrl: `${shopUrl}/sign-in`, newPasswordUrl: `${shopUrl}/forgot-password` },
    });
  } catch (error) {
    logOf(container).error("Nobody could be told that somebody signs up with their address", { error });
  }
}
