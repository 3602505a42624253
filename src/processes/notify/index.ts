import { createHash } from "node:crypto";
import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { openSecret, sealSecret } from "../../connections/sealed-text";
import { endSetUpFault, noticeSetUpFault } from "../../connections/set-up-faults";
import { settingsOf } from "../../connections/settings";
import { reasonOf } from "../../errors/reason-of";
import { type KeptMail, MAIL_MODULE } from "../../modules/mail";
import { type SetUpFaultKey, WHOLE_ACCESS } from "../../modules/settings";
import { logOf } from "../../telemetry/log";
import { redact } from "../../telemetry/redact";
import { wakeTicker } from "../ticker";
import { forgetCopies } from "./copies";
import { failureOf, isForGood } from "./failure";
import { isHanging, noteServerDown } from "./hanging";
import { asToday } from "./kept-mail";
import { type MailTemplate, renderMail } from "./templates";

export type { MailTemplate } from "./templates";

const MAIL_ACCESS: SetUpFaultKey = { system: "mail", scope: WHOLE_ACCESS };
const RESOURCE = "seatline_mail";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * How long a mail that was asked for is of use, in milliseconds: it is kept until it goes out, and sent by `mailDuty`
 * whoever asked for it. Null: it says what may change, or brings a file, so whoever asked asks again and looks anew whether
 * it is still to be said.
 */
const USEFUL_FOR_MS: Readonly<Record<MailTemplate["template"], number | null>> = {
  order_received: 7 * DAY_MS,
  licences_live: 7 * DAY_MS,
  order_refused: 7 * DAY_MS,
  order_canceled: 7 * DAY_MS,
  // Each says until when: then the next one comes, or nobody can act any more.
  renewal_reminder: 30 * DAY_MS,
  renewal_done: 7 * DAY_MS,
  service_extended: 7 * DAY_MS,
  change_confirmed: 7 * DAY_MS,
  change_refused: 7 * DAY_MS,
  // As long as there is a payment to confirm.
  change_awaits_you: DAY_MS,
  // As long as the links and the code in them work.
  new_password: 15 * MINUTE_MS,
  confirm_address: 15 * MINUTE_MS,
  tenant_code: DAY_MS,
  // Once a day at most.
  sign_up_tried: DAY_MS,
  invoice_issued: null,
  credit_note_issued: null,
  card_declined: null,
  order_waits: null,
  attention_news: null,
  attention_digest: null,
};

/**
 * One mail to one person. `key` is its idempotency key: the same key is mailed once, however often it is asked for. `pdf`
 * makes what is attached (null: nothing), and is asked only when the mail goes out.
 */
export type Mail = MailTemplate & {
  readonly to: string;
  readonly key: string;
  /** After how many milliseconds a mail that is kept is of no use any more; where that is sooner than for its template. */
  readonly usefulForMs?: number;
  readonly pdf?: () => Promise<{ readonly filename: string; readonly contentBase64: string } | null>;
};

/**
 * Has one mail sent, once it is written down. A mail that is kept (`USEFUL_FOR_MS`) goes out by `mailDuty`, within seconds
 * or when the mail server takes mails again: whoever asks does not wait for that server. Any other is sent here and now; a
 * mail server that is down does not stop the work that asked for it either, it is asked for again. Both end after a
 * bounded number of tries. A process that dies while it sends has perhaps sent: such a mail goes out once more, which is
 * the lesser evil.
 *
 * @returns whether whoever asked has nothing left to do: the mail is kept, went out, now or before, or never will
 * @throws when the mail could not be written down, so that nobody will send it: ask again; what making the attachment throws
 */
export async function notify(container: MedusaContainer, mail: Mail): Promise<boolean> {
  const longest = USEFUL_FOR_MS[mail.template];
  const usefulForMs = longest === null ? null : Math.min(longest, mail.usefulForMs ?? longest);
  const waits = await container.resolve(MAIL_MODULE).write({
    id: mail.key,
    template: mail.template,
    to: mail.to,
    sealed: usefulForMs === null ? null : seal(container, mail),
    usefulForMs,
  });
  if (usefulForMs === null) {
    return (await send(container, mail)) === "over";
  }
  // A term's mail is asked for at each of its readings, and has gone out at the first.
  if (waits) {
    wakeTicker(container);
  }
  return true;
}

/**
 * `over`: it went out, now or before, or never will. `later`: it is tried again. `server_down`: so are all others, as the
 * mail server takes none.
 */
export type Sending = "over" | "later" | "server_down";

/** Sends a mail that is written down, unless somebody else does. */
async function send(container: MedusaContainer, mail: Mail): Promise<Sending> {
  const mails = container.resolve(MAIL_MODULE);
  // The key is made of the template and ids of ours.
  const about = { mail_template: mail.template, event_id: mail.key };
  const { template, to, key: id } = mail;
  if (isHanging()) {
    await mails.failed(id, "server", "The mail server was not asked: it has just let another mail wait in vain.");
    return "server_down";
  }
  const turn = await mails.take(id);
  if (turn.turn !== "try") {
    return turn.turn === "over" ? "over" : "later";
  }
  const attachments = await attachmentsOf(container, mail);
  const from = performance.now();
  try {
    await container.resolve(Modules.NOTIFICATION).createNotifications({
      to,
      channel: "email",
      template,
      resource_type: RESOURCE,
      resource_id: mail.key,
      // Medusa never repeats a key, and cannot repeat one that failed; so each attempt has its own.
      idempotency_key: `${mail.key}#${turn.attempt}`,
      // Of two copies that went out, as nobody knew of the first, mail systems show one.
      provider_data: { message_id: createHash("sha256").update(mail.key).digest("hex").slice(0, 32) },
      content: renderMail(mail),
      attachments,
    });
  } catch (error) {
    return afterFailure(container, { id, attempt: turn.attempt, about, ms: performance.now() - from }, error);
  } finally {
    if (!(await mails.isWritten(id))) {
      // The person was erased while the mail was on its way, and Medusa notes to whom it goes.
      await forgetCopies(container, { key: id });
    }
  }
  await mails.sent(id);
  await endSetUpFault(container, MAIL_ACCESS);
  return "over";
}

/** Sends a mail that is kept. One that cannot be opened any more is given up: its key of sealing was changed. */
export async function sendKept(container: MedusaContainer, kept: KeptMail): Promise<Sending> {
  let mail: Mail;
  try {
    mail = asToday(JSON.parse(openSecret(kept.sealed, settingsOf(container).secretsKey)) as Mail);
  } catch (error) {
    const mails = container.resolve(MAIL_MODULE);
    logOf(container).error("A kept mail cannot be opened and is given up", { event_id: kept.id, error });
    await mails.failed(kept.id, "unwritten", "It was sealed with another SECRETS_KEY and cannot be opened any more.");
    await mails.giveUp(kept.id);
    return "over";
  }
  return send(container, mail);
}

async function afterFailure(
  container: MedusaContainer,
  {
    id,
    attempt,
    about,
    ms,
  }: {
    readonly id: string;
    readonly attempt: number;
    readonly about: Record<string, string>;
    readonly ms: number;
  },
  error: unknown,
): Promise<Sending> {
  const mails = container.resolve(MAIL_MODULE);
  const failure = failureOf(error);
  logOf(container).error("Mail was not sent", { ...about, attempts: attempt, error });
  await mails.failed(id, failure, redact(wordsOf(error)));
  if (failure === "server") {
    noteServerDown(ms);
    await noticeSetUpFault(
      container,
      MAIL_ACCESS,
      "The mail server takes no mails; look at SMTP_URL and at the server.",
    );
    return "server_down";
  }
  if (!isForGood(error)) {
    return "later";
  }
  await mails.giveUp(id);
  return "over";
}

const wordsOf = (error: unknown): string => reasonOf(error).replace(/^Failed to send notification with id \S+:\s*/, "");

/** All of a mail but its file, which only mails have that are not kept. */
function seal(container: MedusaContainer, { pdf: _file, ...mail }: Mail): string {
  return sealSecret(JSON.stringify(mail), settingsOf(container).secretsKey);
}

async function attachmentsOf(container: MedusaContainer, mail: Mail) {
  try {
    const pdf = await mail.pdf?.();
    return pdf ? [{ filename: pdf.filename, content: pdf.contentBase64, content_type: "application/pdf" }] : undefined;
  } catch (error) {
    await container.resolve(MAIL_MODULE).failed(mail.key, "unwritten", redact(wordsOf(error)));
    throw error;
  }
}
