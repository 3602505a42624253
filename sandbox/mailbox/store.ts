/** A mail as it was delivered. */
export interface StoredMail {
  readonly id: number;
  readonly receivedAt: string;
  readonly from: string;
  readonly to: string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: { readonly filename: string; readonly contentType: string; readonly contentBase64: string }[];
}

const KEEP = 1_000;

/** The mails of a sandbox, newest first, in memory; `onChange` lets the owner write a snapshot. */
export class MailStore {
  constructor(
    private mails: StoredMail[] = [],
    private readonly onChange: () => void = () => undefined,
  ) {}

  add(mail: Omit<StoredMail, "id">): StoredMail {
    const stored = { ...mail, id: (this.mails[0]?.id ?? 0) + 1 };
    this.mails = [stored, ...this.mails].slice(0, KEEP);
    this.onChange();
    return stored;
  }

  list(to?: string): StoredMail[] {
    return to ? this.mails.filter((mail) => mail.to.includes(to.toLowerCase())) : [...this.mails];
  }

  find(id: number): StoredMail | undefined {
    return this.mails.find((mail) => mail.id === id);
  }
}
