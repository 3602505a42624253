import type { MedusaContainer } from "@medusajs/framework/types";
import { z } from "zod";
import { openSecret, sealSecret } from "../../connections/sealed-text";
import { settingsOf } from "../../connections/settings";

const linkSchema = z.object({ purpose: z.literal("not_me"), identityId: z.string().min(1), email: z.string().min(1) });

/** The account that somebody says they have not made. */
export type NotMe = Omit<z.output<typeof linkSchema>, "purpose">;

/**
 * The link in the mail to a new address with which its owner says that they have not made the account. It needs no end:
 * it does nothing any more once the address is confirmed.
 */
export function notMeLink(container: MedusaContainer, { identityId, email }: NotMe): string {
  const { secretsKey, shopUrl } = settingsOf(container);
  const code = sealSecret(JSON.stringify({ purpose: "not_me", identityId, email }), secretsKey);
  return `${shopUrl}/not-me?code=${encodeURIComponent(code)}`;
}

/** What a link's code is about; null when it is none of ours. */
export function openNotMe(container: MedusaContainer, code: string): NotMe | null {
  try {
    return linkSchema.parse(JSON.parse(openSecret(code, settingsOf(container).secretsKey)));
  } catch {
    return null;
  }
}
