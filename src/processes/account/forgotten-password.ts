import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { generateResetPasswordTokenWorkflow } from "@medusajs/medusa/core-flows";
import { settingsOf } from "../../connections/settings";
import { logOf } from "../../telemetry/log";
import { notify } from "../notify";
import { findPasswordIdentity, PASSWORD_PROVIDER } from "./find-identity";

/** What Medusa says when a link for a new password was asked for. */
export type ResetRequested = { readonly entity_id: string; readonly actor_type: string; readonly token: string };

/**
 * Makes a link for a new password, which Medusa announces and `mailNewPassword` mails. Nothing happens for an address that
 * has no account; the caller must not show the difference, so this throws nothing.
 */
export async function askForNewPassword(
  container: MedusaContainer,
  { email, actorType }: { readonly email: string; readonly actorType: string },
): Promise<void> {
  try {
    const identity = await findPasswordIdentity(container, email);
    if (!identity) {
      return;
    }
    const { http } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig;
    await generateResetPasswordTokenWorkflow(container).run({
      input: {
        entityId: identity.email,
        actorType,
        provider: PASSWORD_PROVIDER,
        secret: http.jwtSecret ?? "",
        jwtOptions: http.jwtOptions,
        metadata: {},
      },
    });
  } catch (error) {
    logOf(container).error("A link for a new password could not be made", { error });
  }
}

/** Mails the link to the page where the person chooses a new password: customers in the shop, users in the admin. */
export async function mailNewPassword(container: MedusaContainer, asked: ResetRequested): Promise<void> {
  const { shopUrl, publicUrl } = settingsOf(container);
  const pages: Readonly<Record<string, string>> = {
    customer: `${shopUrl}/new-password`,
    user: `${publicUrl}/app/reset-password`,
  };
  const page = pages[asked.actor_type];
  if (page === undefined) {
    return;
  }
  await notify(container, {
    to: asked.entity_id,
    template: "new_password",
    key: `new_password:${createHash("sha256").update(asked.token).digest("base64url")}`,
    data: { email: asked.entity_id, link: `${page}?token=${encodeURIComponent(asked.token)}` },
  });
}
