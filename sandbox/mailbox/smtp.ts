import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import type { SandboxClock } from "../clock/clock";
import type { MailStore } from "./store";

/** A mail server that takes every mail for everybody and keeps it. Listens on the loopback address. */
export async function startSmtp(
  port: number,
  store: MailStore,
  clock: SandboxClock,
): Promise<{ stop(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map((recipient) => recipient.address.toLowerCase());
        keep(Buffer.concat(chunks), to, store, clock).then(
          () => callback(),
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    // For good: who hangs up in the middle of a mail, as a killed process does, ends that mail and nothing else.
    server.on("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
  return { stop: () => new Promise((resolve) => server.close(() => resolve())) };
}

async function keep(raw: Buffer, to: string[], store: MailStore, clock: SandboxClock): Promise<void> {
  const mail = await PostalMime.parse(raw, { attachmentEncoding: "base64" });
  store.add({
    receivedAt: clock.now().toISOString(),
    from: mail.from?.address ?? "",
    to,
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    attachments: mail.attachments.map((file) => ({
      filename: file.filename ?? "attachment",
      contentType: file.mimeType,
      contentBase64: String(file.content),
    })),
  });
}
