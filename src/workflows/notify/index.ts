import type { INotificationModuleService, MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { type MailTemplate, renderMail } from "./templates";

export type { MailTemplate } from "./templates";

/** One mail to one person. `key` is its idempotency key: the same key is mailed once, however often it is asked for. */
export type Mail = MailTemplate & { readonly to: string; readonly key: string };

/**
 * Sends one mail. A mail server that is down never stops the work that asked for the mail: the failure is logged and
 * the caller goes on. Asking again with the same key after a failure tries again.
 *
 * @returns whether the mail went out, now or before.
 */
export async function notify(container: MedusaContainer, mail: Mail): Promise<boolean> {
  const notifications: INotificationModuleService = container.resolve(Modules.NOTIFICATION);
  const content = renderMail(mail);
  const pdf = "pdf" in mail.data ? mail.data.pdf : undefined;
  try {
    await notifications.createNotifications({
      to: mail.to,
      channel: "email",
      template: mail.template,
      idempotency_key: mail.key,
      content,
      data: { key: mail.key },
      attachments: pdf
        ? [{ filename: pdf.filename, content: pdf.contentBase64, content_type: "application/pdf" }]
        : undefined,
    });
    return true;
  } catch (error) {
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
    logger.error(`Mail ${mail.template} (${mail.key}) was not sent: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}
