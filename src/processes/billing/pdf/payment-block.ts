import { localDateIn } from "../../../domain/calendar";
import type { InvoiceDetail } from "../../../modules/billing";
import type { DocumentFormat, DocumentWords } from "../words";
import type { PaymentBlock } from "./model";

export type PaymentOptions = {
  /** IANA zone in which the day of payment is told; UTC by default. */
  readonly timeZone?: string;
  /** Where the customer can pay; shown while something is due. */
  readonly payUrl?: string | null;
  /** Whether the company has a card that can be charged; true when it is not said. */
  readonly hasCard?: boolean;
  /** An account of the seller to which money can be transferred, as it is to be printed. */
  readonly bankAccount?: string | null;
  readonly creditedNumber?: string | null;
};

type Words = Pick<DocumentWords, "payment">;

/** What happens with the money, and what the reader has to do about it, which is usually nothing. */
export function paymentBlock(
  document: InvoiceDetail,
  options: PaymentOptions,
  words: Words,
  format: DocumentFormat,
): PaymentBlock {
  if (document.status === "draft") {
    return told(words.payment.isDraft, words.payment.draftBecause);
  }
  if (document.kind === "credit_note") {
    const where = options.creditedNumber
      ? words.payment.creditToInvoice(options.creditedNumber)
      : words.payment.creditToBalance;
    return told(words.payment.credit(format.amount(document.gross, document.currency)), where);
  }
  if (document.status === "paid" && document.paidAt) {
    const day = format.day(localDateIn(document.paidAt, options.timeZone ?? "UTC"));
    return told(words.payment.paid(day), howItWasPaid(document, words, format));
  }
  if (document.status === "void") {
    return told(words.payment.void, words.payment.voidBecause);
  }
  if (document.amountDue === 0) {
    return told(words.payment.nothingDue, howItWasPaid(document, words, format));
  }
  const due = format.amount(document.amountDue, document.currency);
  const link = options.payUrl ? { label: words.payment.link, url: options.payUrl } : null;
  if (document.status === "payment_failed") {
    return { headline: words.payment.failed(due), paragraphs: [whyItFailed(document, words)], link };
  }
  // The first invoice of an order is paid by the card that was authorised when it was placed.
  const isCharged = (document.nextChargeAt !== null || document.kind === "activation") && options.hasCard !== false;
  const transfer = options.bankAccount ? [words.payment.byTransfer(options.bankAccount, document.number ?? "")] : [];
  return {
    headline: words.payment.due(due, format.day(document.dueOn)),
    paragraphs: howToPay(document, isCharged, words, transfer),
    link,
  };
}

function howToPay(
  document: InvoiceDetail,
  isCharged: boolean,
  words: Words,
  transfer: readonly string[],
): readonly string[] {
  if (document.chargeHold === "too_small") {
    return [words.payment.tooSmall];
  }
  return isCharged ? [words.payment.byCard] : [words.payment.byInvoice, ...transfer, words.payment.orSaveCard];
}

function told(headline: string, explanation: string): PaymentBlock {
  return { headline, paragraphs: [explanation], link: null };
}

function howItWasPaid(document: InvoiceDetail, words: Words, format: DocumentFormat): string {
  // An order's first invoice may be paid in two parts: what its card held, and what that lacked.
  const [success] = document.attempts.filter((attempt) => attempt.state === "succeeded");
  if (success) {
    return words.payment.chargedTo(format.amount(document.amountPaid, document.currency), success.cardLabel);
  }
  if (document.amountPaid > 0) {
    return words.payment.received(format.amount(document.amountPaid, document.currency));
  }
  return document.creditApplied > 0
    ? words.payment.fromBalance(format.amount(document.creditApplied, document.currency))
    : words.payment.nothingOwed;
}

/** The stored reason is English; other languages say in general what helps. */
function whyItFailed(document: InvoiceDetail, words: Words): string {
  const reason = document.locale === "en" ? document.paymentFailure?.reason : undefined;
  return reason ?? words.payment.tryAgain;
}
