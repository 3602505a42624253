import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { requestVerificationWorkflow } from "@medusajs/medusa/core-flows";
import { settingsOf } from "../../connections/settings";
import { reasonOf } from "../../errors/reason-of";
import { notify } from "../notify";
import { PASSWORD_PROVIDER } from "./find-identity";
import { notMeLink } from "./not-me-link";

/** What Medusa calls the kind of thing that is verified. */
const ENTITY_TYPE = "email";
const CODE_PROVIDER = "token";

/** The address a person signs in with, and whether they have shown that they read its mails. */
export type MailAddress = { readonly email: string; readonly confirmed: boolean };

/**
 * The address of an identity. Null for one that signs in without a password: who signs in at Google or at their company
 * has shown there who they are.
 */
export async function mailAddressOf(container: MedusaContainer, identityId: string): Promise<MailAddress | null> {
  const auth = container.resolve(Modules.AUTH);
  const [identity] = await auth.listProviderIdentities(
    { auth_identity_id: identityId, provider: PASSWORD_PROVIDER },
    { select: ["id", "entity_id"] },
  );
  if (!identity) {
    return null;
  }
  const email = identity.entity_id;
  const [verification] = await auth.listAuthVerifications({
    auth_identity_id: identityId,
    entity_id: email,
    entity_type: ENTITY_TYPE,
  });
  return { email, confirmed: Boolean(verification?.verified_at) };
}

/** The address a customer signs in with; null where there is nothing to confirm. */
export async function mailAddressOfCustomer(
  container: MedusaContainer,
  customerId: string,
): Promise<MailAddress | null> {
  const [identity] = await container
    .resolve(Modules.AUTH)
    .listAuthIdentities({ app_metadata: { customer_id: customerId } }, { select: ["id"], take: 1 });
  return identity ? mailAddressOf(container, identity.id) : null;
}

/**
 * Has a link mailed that confirms the identity's address. The last link that was asked for is the one that works.
 *
 * @returns the address, and whether it is confirmed already: nothing is mailed then. Null where there is nothing to confirm.
 */
export async function askToConfirm(container: MedusaContainer, identityId: string): Promise<MailAddress | null> {
  const address = await mailAddressOf(container, identityId);
  if (address && !address.confirmed) {
    const input = {
      auth_identity_id: identityId,
      entity_id: address.email,
      entity_type: ENTITY_TYPE,
      code_provider: CODE_PROVIDER,
    };
    try {
      await requestVerificationWorkflow(container).run({ input });
    } catch (error) {
      if (!WAS_THERE.test(reasonOf(error))) {
        throw error;
      }
    }
  }
  return address;
}

/** Medusa's words where another window has asked at the same moment: that one's link is on its way. */
const WAS_THERE = /^Auth verification with .* already exists\.$/;

/**
 * Whether a code confirms the address that an identity signs in with: its last one, which was not used. Codes end, which
 * Medusa looks at.
 */
export async function isCodeOf(container: MedusaContainer, identityId: string, code: string): Promise<boolean> {
  const asked = await container
    .resolve(Modules.AUTH)
    .listAuthVerifications({ auth_identity_id: identityId, entity_type: ENTITY_TYPE });
  const hash = createHash("sha256").update(code).digest("hex");
  return asked.some((one) => !one.verified_at && one.provider_metadata?.token_hash === hash);
}

/** Notes that the owner of an identity reads the mails of its address: they have used a link that was mailed there. */
export async function confirmByMailbox(container: MedusaContainer, identityId: string, email: string): Promise<void> {
  const auth = container.resolve(Modules.AUTH);
  const { code } = await auth.requestAuthVerification({
    auth_identity_id: identityId,
    entity_id: email,
    entity_type: ENTITY_TYPE,
    code_provider: CODE_PROVIDER,
  });
  if (code !== undefined) {
    await auth.confirmAuthVerification({ code });
  }
}

/** What Medusa says when somebody has asked for a code. */
export type CodeRequested = {
  readonly auth_identity_id: string;
  readonly entity_id: string;
  readonly entity_type: string;
  readonly code?: string;
};

/**
 * Mails the link behind a code. Medusa lets everybody who is signed in ask a code for any address; only the address that
 * the identity signs in with is written to.
 */
export async function mailConfirmation(container: MedusaContainer, asked: CodeRequested): Promise<void> {
  const { code, entity_id: email, entity_type: kind } = asked;
  if (code === undefined || kind !== ENTITY_TYPE) {
    return;
  }
  const address = await mailAddressOf(container, asked.auth_identity_id);
  if (address?.email !== email || address.confirmed) {
    return;
  }
  await notify(container, {
    to: email,
    template: "confirm_address",
    key: `confirm_address:${createHash("sha256").update(code).digest("base64url")}`,
    data: {
      email,
      link: `${settingsOf(container).shopUrl}/confirm-address?code=${encodeURIComponent(code)}`,
      notMeLink: notMeLink(container, { identityId: asked.auth_identity_id, email }),
    },
  });
}
