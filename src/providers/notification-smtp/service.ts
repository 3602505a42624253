import type {
  ConfigModule,
  ProviderSendNotificationDTO,
  ProviderSendNotificationResultsDTO,
} from "@medusajs/framework/types";
import { AbstractNotificationProviderService, ContainerRegistrationKeys, MedusaError } from "@medusajs/framework/utils";
import nodemailer, { type Transporter } from "nodemailer";
import { settingsInConfig } from "../../connections/settings";
import { OptionsError, type Settings } from "../../modules/settings";

/** A mail server that says nothing for so long, in milliseconds, counts as down: the work that mails goes on. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

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
    const { to, content, attachments } = notification;
    if (!content?.subject) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "A mail needs a subject and a text.");
    }
    const { transport, from } = this.sender;
    const sent = await transport.sendMail({
      from,
      to,
      subject: content.subject,
      text: content.text ?? undefined,
      html: content.html ?? undefined,
      attachments: attachments?.map((file) => ({
        filename: file.filename,
        contentType: file.content_type,
        content: Buffer.from(file.content, "base64"),
      })),
    });
    return { id: sent.messageId };
  }
}

/** @throws OptionsError when the provider is used without `mail` */
function open({ mail }: Settings): Sender {
  if (mail === undefined) {
    throw new OptionsError([{ field: "mail", message: "is missing; Seatline's mail provider needs its url and from" }]);
  }
  return { transport: nodemailer.createTransport({ ...PATIENCE, url: mail.url, pool: true }), from: mail.from };
}
