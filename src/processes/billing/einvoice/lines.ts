import { lastDayOf, type ServicePeriod } from "../../../domain/calendar";
import type { InvoiceDetail, InvoiceLine } from "../../../modules/billing";
import { amountBeforeDiscounts, type DocumentFormat, type DocumentWords, lineFormula, seatPriceOf } from "../words";
import { classifiedTax, rateOfLine } from "./tax";
import { amountElement, text, type XmlElement } from "./xml";

/** "One": seats have no unit of their own in UN/ECE recommendation 20. */
const ONE = "C62";

/**
 * One line (BG-25). The norm's net amount is price x quantity less allowances plus charges, with nothing in between, so
 * a part of a period cannot be said as unit price x seats x days. The net price (BT-146) is therefore the part of one
 * seat's price as it was rounded, which gives the line's amount exactly; the calculation with the full price and the
 * days is in the line's note (BT-127). A line that is no such product (a difference, an agreed sum) is one piece at its
 * amount. The price is never negative (BR-27): what is given back has a negative quantity.
 */
export function lineElement(
  line: InvoiceLine,
  document: InvoiceDetail,
  words: DocumentWords,
  format: DocumentFormat,
): XmlElement {
  const { currency } = document;
  const { quantity, price } = quantityAndPrice(line, currency);
  return {
    "cbc:ID": String(line.position),
    "cbc:Note": text(lineFormula(line, currency, words, format)),
    [document.kind === "credit_note" ? "cbc:CreditedQuantity" : "cbc:InvoicedQuantity"]: {
      "@unitCode": ONE,
      "#": String(quantity),
    },
    "cbc:LineExtensionAmount": amountElement(line.net, currency),
    "cac:InvoicePeriod": periodElement({ start: line.periodStart, end: line.periodEnd }),
    "cac:OrderLineReference": orderLineReference(line, document),
    "cac:AllowanceCharge": discountElements(line, words, currency),
    "cac:Item": {
      "cbc:Description": text(line.detail),
      "cbc:Name": text(line.title),
      "cac:ClassifiedTaxCategory": classifiedTax(rateOfLine(line, document)),
    },
    "cac:Price": { "cbc:PriceAmount": amountElement(price, currency) },
  };
}

/** The buyer's order of one line (BT-132), where the lines have several: a document can name one order only. */
function orderLineReference(line: InvoiceLine, document: InvoiceDetail): XmlElement | null {
  const number = document.purchaseOrderNumber === null ? text(line.purchaseOrderNumber) : null;
  return number === null ? null : { "cbc:LineID": number };
}

function quantityAndPrice(line: InvoiceLine, currency: string): { quantity: number; price: number } {
  const seatPrice = seatPriceOf(line, currency);
  if (seatPrice !== null && seatPrice >= 0) {
    return { quantity: line.quantity, price: seatPrice };
  }
  const amount = amountBeforeDiscounts(line);
  return { quantity: amount < 0 ? -1 : 1, price: Math.abs(amount) };
}

/**
 * Each discount as an allowance of the line (BG-27). On a line that gives something back the discount that had been
 * taken comes off what is given, which is a charge (BG-28): amounts of both stay positive.
 */
function discountElements(line: InvoiceLine, words: DocumentWords, currency: string): XmlElement[] {
  return line.discounts
    .filter(({ amount }) => amount.amount !== 0)
    .map(({ name, amount }) => ({
      "cbc:ChargeIndicator": String(amount.amount < 0),
      "cbc:AllowanceChargeReason": text(words.discount(name)),
      "cbc:Amount": amountElement(Math.abs(amount.amount), currency),
    }));
}

/** With the inclusive last day that the norm wants (BT-74, BT-135); null for a period without days. */
export function periodElement(period: ServicePeriod): XmlElement | null {
  return period.end <= period.start ? null : { "cbc:StartDate": period.start, "cbc:EndDate": lastDayOf(period) };
}
