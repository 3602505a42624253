/** Entries, invoices or payments that cannot be true together; the message names the entry or document. */
export class ReceivablesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "ReceivablesError";
  }
}
