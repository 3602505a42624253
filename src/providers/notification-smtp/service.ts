import type { ProviderSendNotificationDTO, ProviderSendNotificationResultsDTO } from "@medusajs/framework/types";
import { AbstractNotificationProviderService, MedusaError } from "@medusajs/framework/utils";
import nodemailer, { type Transporter } from "nodemailer";
import { z } from "zod";

const optionsSchema = z.object({ url: z.string().min(1), from: z.string().min(1) }).loose();

/** Sends the notifications that the product writes over SMTP. The text is made before it gets here. */
export class SmtpNotificationProvider extends AbstractNotificationProviderService {
  static override identifier = "smtp";
  private readonly transport: Transporter;
  private readonly from: string;

  constructor(_container: unknown, options: unknown) {
    super();
    const { url, from } = optionsSchema.parse(options);
    this.transport = nodemailer.createTransport({ url, pool: true });
    this.from = from;
  }

  override async send(notification: ProviderSendNotificationDTO): Promise<ProviderSendNotificationResultsDTO> {
    const { to, content, attachments } = notification;
    if (!content?.subject) {
      throw new MedusaError(MedusaError.Types.INVALID_DATA, "A mail needs a subject and a text.");
    }
    const sent = await this.transport.sendMail({
      from: this.from,
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
