import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { AuthWorkflowEvents } from "@medusajs/framework/utils";
import { mailNewPassword, type ResetRequested } from "../processes/account/forgotten-password";

/** Mails the link that Medusa has made. An event that is lost costs the person another click. */
export default async function mailResetLink({ event, container }: SubscriberArgs<ResetRequested>): Promise<void> {
  await mailNewPassword(container, event.data);
}

export const config: SubscriberConfig = {
  event: AuthWorkflowEvents.PASSWORD_RESET,
  context: { subscriberId: "csp-password-reset" },
};
