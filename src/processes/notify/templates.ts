import { mailPage, type RenderedMail } from "./page";

/** Every mail the product sends, with the data each needs. Amounts arrive as text that is ready to read. */
export type MailTemplate =
  | {
      template: "order_received";
      data: {
        companyName: string;
        orderDisplayId: string;
        lines: { title: string; quantity: number }[];
        shopUrl: string;
      };
    }
  | {
      template: "licences_live";
      data: {
        companyName: string;
        subscriptions: { title: string; quantity: number; domain: string }[];
        shopUrl: string;
      };
    }
  | {
      template: "order_refused";
      data: { companyName: string; orderDisplayId: string; reason: string; moneyReleased: string };
    }
  | {
      template: "invoice_issued";
      data: {
        companyName: string;
        invoiceNumber: string;
        total: string;
        /** How it is paid, as a sentence. */
        payment: string;
        shopUrl: string;
      };
    }
  | {
      template: "credit_note_issued";
      data: {
        companyName: string;
        number: string;
        total: string;
        reason: string | null;
        shopUrl: string;
      };
    }
  | {
      template: "card_declined";
      data: { companyName: string; invoiceNumber: string; total: string; reason: string; shopUrl: string };
    }
  | {
      template: "renewal_done";
      data: { companyName: string; title: string; quantity: number; termEndsOn: string };
    };

/** Writes one mail. Pure; the same data gives the same mail. */
export function renderMail(mail: MailTemplate): RenderedMail {
  switch (mail.template) {
    case "order_received":
      return mailPage(`We have your order ${mail.data.orderDisplayId}`, mail.data.companyName, [
        "Thank you. Your card is authorised and we are ordering your licences at Microsoft now:",
        ...mail.data.lines.map((line) => `${line.quantity} × ${line.title}`),
        "Nothing is charged before Microsoft has confirmed. You get another mail as soon as the licences are live.",
        { label: "Follow your order", url: `${mail.data.shopUrl}/account` },
      ]);
    case "licences_live":
      return mailPage("Your licences are live", mail.data.companyName, [
        ...mail.data.subscriptions.map((one) => `${one.quantity} × ${one.title} in ${one.domain}`),
        "You can assign them to people in the Microsoft 365 admin centre.",
        { label: "See your subscriptions", url: `${mail.data.shopUrl}/account/subscriptions` },
      ]);
    case "order_refused":
      return mailPage(`Your order ${mail.data.orderDisplayId} could not be completed`, mail.data.companyName, [
        mail.data.reason,
        `Nothing was charged for the refused part. We have released ${mail.data.moneyReleased} on your card.`,
        "Reply to this mail and we will help you.",
      ]);
    case "invoice_issued":
      return mailPage(`Invoice ${mail.data.invoiceNumber}: ${mail.data.total}`, mail.data.companyName, [
        `Here is invoice ${mail.data.invoiceNumber} for ${mail.data.total}.`,
        mail.data.payment,
        { label: "Open your invoices", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "credit_note_issued":
      return mailPage(`Credit note ${mail.data.number}: ${mail.data.total}`, mail.data.companyName, [
        `Here is credit note ${mail.data.number} over ${mail.data.total}.`,
        ...(mail.data.reason === null ? [] : [mail.data.reason]),
        "What is not set against an open invoice stands to your credit, and your next invoices use it up first.",
        { label: "Open your invoices", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "card_declined":
      return mailPage(`We could not charge your card for invoice ${mail.data.invoiceNumber}`, mail.data.companyName, [
        `The payment of ${mail.data.total} did not go through. ${mail.data.reason}`,
        "Your licences keep working. Please look at the invoice and your card.",
        { label: "Open the invoice", url: `${mail.data.shopUrl}/account/invoices` },
      ]);
    case "renewal_done":
      return mailPage(`${mail.data.title} was renewed`, mail.data.companyName, [
        `${mail.data.quantity} seats of ${mail.data.title} are renewed. The new term runs to ${mail.data.termEndsOn}.`,
        "You can return seats during the first seven days of the new term.",
      ]);
  }
}
