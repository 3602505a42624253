import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { CLOCK_MODULE } from "../../modules/clock";
import { logOf } from "../../telemetry/log";
import { type MailTemplate, renderMail } from "./templates";

export type { MailTemplate } from "./templates";

const RESOURCE = "seatline_mail";
const PAUSE_MS = 60_000;
/** Longer than a mail server takes for one mail. */
const SENT_WITHIN_MS = 5 * 60_000;
/** With the pause between two attempts, a mail server may be down for an evening. */
const ATTEMPTS = 300;

/**
 * One mail to one person. `key` is its idempotency key: the same key is mailed once, however often it is asked for. `pdf`
 * makes what is attached, and is asked only when the mail goes out.
 */
export type Mail = MailTemplate & {
  readonly to: string;
  readonly key: string;
  readonly pdf?: () => Promise<{ readonly filename: string; readonly contentBase64: string }>;
};

/**
 * Sends one mail. A mail server that is down never stops the work that asked for the mail: the failure is logged and
 * the caller goes on. Asking again with the same key after a failure tries again, a bounded number of times. A process that
 * dies while it sends has perhaps sent: such a mail goes out once more, which is the lesser evil.
 *
 * @returns whether there is nothing left to do: the mail went out, now or before, or was given up.
 * @throws what making the attachment throws
 */
export async function notify(container: MedusaContainer, mail: Mail): Promise<boolean> {
  const notifications = container.resolve(Modules.NOTIFICATION);
  // The key is made of the template and ids of ours.
  const about = { mail_template: mail.template, event_id: mail.key };
  const earlier = await notifications.listNotifications({ resource_type: RESOURCE, resource_id: mail.key });
  if (earlier.some((one) => one.status === "success")) {
    return true;
  }
  if (earlier.some((one) => one.status === "pending" && isUnderWay(one))) {
    return false;
  }
  if (earlier.length >= ATTEMPTS) {
    logOf(container).error("Mail is given up", { ...about, attempts: earlier.length });
    return true;
  }
  if (earlier.length > 0 && wasTriedJustNow(container, earlier)) {
    return false;
  }
  const attachments = await attachmentsOf(mail);
  try {
    await notifications.createNotifications({
      to: mail.to,
      channel: "email",
      template: mail.template,
      resource_type: RESOURCE,
      resource_id: mail.key,
      // Medusa never repeats a key, and cannot repeat one that failed; so each attempt has its own, and two processes
      // that make the same attempt at once still send one mail.
      idempotency_key: `${mail.key}#${earlier.length + 1}`,
      content: renderMail(mail),
      attachments,
    });
    return true;
  } catch (error) {
    logOf(container).error("Mail was not sent", { ...about, attempts: earlier.length + 1, error });
    return false;
  }
}

/**
 * A mail that was begun is not one that was sent: the process may have died with it. Medusa stamps its rows with the
 * machine's own time, so it is compared with that and not with the product's clock.
 */
function isUnderWay({ created_at: begun }: { readonly created_at: Date | string }): boolean {
  return Date.now() - new Date(begun).getTime() < SENT_WITHIN_MS;
}

function wasTriedJustNow(container: MedusaContainer, earlier: readonly { created_at: Date | string }[]): boolean {
  const now = container.resolve(CLOCK_MODULE).now().getTime();
  return earlier.some((one) => now - new Date(one.created_at).getTime() < PAUSE_MS);
}

async function attachmentsOf(mail: Mail) {
  const pdf = await mail.pdf?.();
  return pdf ? [{ filename: pdf.filename, content: pdf.contentBase64, content_type: "application/pdf" }] : undefined;
}
