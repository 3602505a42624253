import { daysBetween } from "../../../domain/calendar";
import type { InvoiceDetail } from "../../../modules/billing";
import type { DocumentWords } from "../words";
import type { EInvoiceOptions, PaymentRoute } from "./options";
import { amountElement, text, type XmlElement } from "./xml";

/** Codes of UN/CEFACT list 4461: card, SEPA credit transfer, any other credit transfer. */
const CARD = "48";
const SEPA_TRANSFER = "58";
const TRANSFER = "30";

/** How it is paid (BG-16): as given, or by card where one will be charged; null where nothing is known. */
export function paymentMeans(document: InvoiceDetail, options: EInvoiceOptions): XmlElement | null {
  if (document.kind === "credit_note") {
    return null;
  }
  const { payment = null } = options;
  if (payment === null) {
    const isCharged = document.nextChargeAt !== null && document.chargeHold === null && options.hasCard !== false;
    return isCharged ? { "cbc:PaymentMeansCode": CARD } : null;
  }
  return payment.kind === "card"
    ? {
        "cbc:PaymentMeansCode": CARD,
        "cac:CardAccount": {
          "cbc:PrimaryAccountNumberID": payment.lastDigits,
          "cbc:NetworkID": text(payment.network),
        },
      }
    : transfer(payment, document);
}

function transfer(route: PaymentRoute & { kind: "transfer" }, document: InvoiceDetail): XmlElement {
  const bic = text(route.bic);
  return {
    "cbc:PaymentMeansCode": document.currency === "EUR" ? SEPA_TRANSFER : TRANSFER,
    "cbc:PaymentID": text(document.number),
    "cac:PayeeFinancialAccount": {
      "cbc:ID": route.iban.replace(/\s/g, ""),
      "cbc:Name": text(route.accountName),
      "cac:FinancialInstitutionBranch": bic === null ? null : { "cbc:ID": bic },
    },
  };
}

/** When it is due in words (BT-20); on a credit note, what becomes of the amount. */
export function paymentTerms(document: InvoiceDetail, options: EInvoiceOptions, words: DocumentWords): XmlElement {
  if (document.kind === "credit_note") {
    const { creditToInvoice, creditToBalance } = words.payment;
    return { "cbc:Note": options.creditedNumber ? creditToInvoice(options.creditedNumber) : creditToBalance };
  }
  const days = daysBetween(document.issuedOn, document.dueOn);
  return { "cbc:Note": days <= 0 ? words.dueAtOnce : words.termsInDays(days) };
}

/** Sums of the document (BG-22). Credit used, credited and paid so far are the norm's paid amount (BT-113). */
export function monetaryTotal(document: InvoiceDetail): XmlElement {
  const { currency } = document;
  const paid = document.creditApplied + document.amountCredited + document.amountPaid;
  return {
    "cbc:LineExtensionAmount": amountElement(document.net, currency),
    "cbc:TaxExclusiveAmount": amountElement(document.net, currency),
    "cbc:TaxInclusiveAmount": amountElement(document.gross, currency),
    "cbc:PrepaidAmount": paid === 0 ? null : amountElement(paid, currency),
    "cbc:PayableAmount": amountElement(document.gross - paid, currency),
  };
}
