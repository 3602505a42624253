import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { AuthWorkflowEvents } from "@medusajs/framework/utils";
import { type CodeRequested, mailConfirmation } from "../processes/account/mail-address";

/** Mails the link that confirms an address. An event that is lost costs the person another click. */
export default async function mailConfirmationLink({ event, container }: SubscriberArgs<CodeRequested>): Promise<void> {
  await mailConfirmation(container, event.data);
}

export const config: SubscriberConfig = {
  event: AuthWorkflowEvents.VERIFICATION_REQUESTED,
  context: { subscriberId: "csp-confirmation" },
};
