import type {
  ConfigModule,
  ProviderSendNotificationDTO,
  ProviderSendNotificationResultsDTO,
} from "@medusajs/framework/types";
import { AbstractNotificationProviderService, ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import nodemailer, { type Transporter } from "nodemailer";
import { settingsInConfig } from "../../connections/settings";
import { OptionsError, type Settings } from "../../modules/settings";

/**
 * A mail server that says nothing for so long, in milliseconds, counts as down: the work that mails goes on. Some read a mail
 * through before they say that they have taken it; whoever hangs up before that sends it again.
 */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 45_000 };
/**
 * The longest that one mail may take in all, in milliseconds: a server that says a little now and then is not waited for
 * until another process sends the same mail.
 */
export const SENT_WITHIN_MS = 50_000;

type Cradle = { readonly [ContainerRegistrationKeys.CONFIG_MODULE]: Pick<ConfigModule, "modules"> };
type Sender = { readonly transport: Transporter; readonly from: string };

/** Sends the notifications that the product writes over SMTP. The text is made before it gets here. */
export class SmtpNotificationProvider extends AbstractNotificationProviderService {
  static override identifier = "smtp";
  private readonly cradle: Cradle;
  private opened: Sender | undefined;

  /** The server and the sender are Seatline's options `mail`; the provider's own name its channels only. */
  constructor(cradle: Cradle & Record<string, unknown>) {
    super();
    this.cradle = cradle;
  }

  private get sender(): Sender {
    this.opened ??= open(settingsInConfig(this.cradle[ContainerRegistrationKeys.CONFIG_MODULE]));
    return this.opened;
  }

  override async send(notification: ProviderSendNotificationDTO): Promise<ProviderSendNotificationResultsDTO> {
    const { to, content, attachments, provider_data: more } = notification;
    if (!content?.subject) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "A mail needs a subject and a text.");
    }
    const { transport, from } = this.sender;
    const mail = {
      from,
      to,
      ...(typeof more?.message_id === "string" ? { messageId: `<${more.message_id}@${domainOf(from)}>` } : {}),
      signal: AbortSignal.timeout(SENT_WITHIN_MS),
      subject: content.subject,
      text: content.text ?? undefined,
      html: content.html ?? undefined,
      attachments: attachments?.map((file) => ({
        filename: file.filename,
        contentType: file.content_type,
        content: Buffer.from(file.content, "base64"),
      })),
    };
    try {
      return { id: (await transport.sendMail(mail)).messageId };
    } catch (error) {
      throw withCode(error);
    }
  }
}

/** What stopped a mail, with its code before its words: "Timeout" alone does not say that no server answered. */
function withCode(error: unknown): unknown {
  return error instanceof Error && "code" in error && typeof error.code === "string"
    ? new Error(`${error.code} ${error.message}`, { cause: error })
    : error;
}

/** @param from an address, with or without a name before it */
const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? "localhost";

/** @throws OptionsError when the provider is used without `mail` */
function open({ mail }: Settings): Sender {
  if (mail === undefined) {
    throw new OptionsError([{ field: "mail", message: "is missing; Seatline's mail provider needs its url and from" }]);
  }
  return { transport: nodemailer.createTransport({ ...PATIENCE, url: mail.url, pool: true }), from: mail.from };
}
