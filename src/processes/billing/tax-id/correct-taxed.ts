import type { MedusaContainer } from "@medusajs/framework/types";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import { BILLING_MODULE, type DocumentLocale, type Invoice, type NewPaymentCase } from "../../../modules/billing";
import { COMPANY_MODULE, type TaxToCorrect } from "../../../modules/company";
import { logOf } from "../../../telemetry/log";
import type { LineLeft } from "../credit-note/build-credit-note";
import { createCreditNote, readLinesLeft } from "../credit-note/create-credit-note";

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** For how long something that was promised with tax may still be issued: longer than an order stands, or a card holds. */
const STILL_ISSUED_MS = 30 * DAY_MS;
const INVOICES_A_PAGE = 500;
const ACTOR = "tax-id";

const WHY: Readonly<Record<DocumentLocale, (taxId: string) => string>> = {
  en: (taxId) => `Your VAT ID ${taxId} was verified. The same services are billed again without VAT.`,
  de: (taxId) =>
    `Ihre USt-IdNr. ${taxId} wurde bestätigt. Dieselben Leistungen werden ohne Umsatzsteuer neu berechnet.`,
  nl: (taxId) => `Uw btw-nummer ${taxId} is bevestigd. Dezelfde diensten worden opnieuw zonder btw gefactureerd.`,
};

/**
 * Takes back what a company was taxed while nobody knew whether its VAT id was valid: one credit note for each such
 * invoice over its lines, at the rates it was issued with; the next run bills the same lines at today's treatment, and the
 * credit pays for them. May be repeated at any point: what is credited is not found again. A line of which a part was given
 * back before cannot be billed anew as a whole: that stands on Attention.
 *
 * What was promised or planned before the answer is issued with its tax after it: an order on its way, a draft, what a run
 * had read. So it is looked again each day, for a month and for as long as a draft waits.
 *
 * What cannot be corrected now (a payment is under way) is tried again an hour later.
 */
export async function correctTaxed(container: MedusaContainer, what: TaxToCorrect, now: Date): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const { taxId, taxIdCheck } = await companies.retrieve(what.companyId);
  let failed = false;
  // An id that was changed or found invalid meanwhile takes the reason away.
  const isStillRight = taxId === what.taxId && taxIdCheck?.state === "valid";
  const invoices = isStillRight ? await taxedSince(container, what) : [];
  for (const invoice of invoices) {
    try {
      await correct(container, invoice, WHY[invoice.locale](what.taxId), now);
    } catch (error) {
      failed = true;
      logOf(container).error("The VAT of an invoice could not be corrected", { invoice_id: invoice.id, error });
    }
  }
  const mayFollow =
    taxId === what.taxId &&
    what.until === null &&
    (now.getTime() - what.foundAt.getTime() < STILL_ISSUED_MS || (await hasDraft(container, what)));
  const afterMs = failed ? HOUR_MS : mayFollow ? DAY_MS : null;
  await companies.taxIdChecks.corrected(what.checkId, afterMs === null ? null : new Date(now.getTime() + afterMs));
}

async function correct(container: MedusaContainer, invoice: Invoice, text: string, now: Date): Promise<void> {
  const left = (await readLinesLeft(container, invoice.id)).filter(({ net }) => net !== 0);
  const lines = left.filter(({ line, net }) => net === line.net).map(({ line, net }) => ({ lineId: line.id, net }));
  const parts = left.filter(({ line, net, tax }) => net !== line.net && tax !== 0);
  // Told first: a process that dies in between corrects the others when it comes again.
  if (parts.length > 0) {
    await container.resolve(BILLING_MODULE).cases.openOnce(notCorrected(invoice, parts, now));
  }
  if (lines.length > 0) {
    await createCreditNote(container, { invoiceId: invoice.id, reason: "correction", text, lines, actor: ACTOR, now });
  }
}

function notCorrected(invoice: Invoice, parts: readonly LineLeft[], now: Date): NewPaymentCase {
  const amount = parts.reduce((sum, { tax }) => sum + tax, 0);
  const vat = amountInWords(money(amount, invoice.currency));
  const titles = [...new Set(parts.map(({ line }) => line.title))].join(", ");
  return {
    kind: "tax_not_corrected",
    subject: invoice.id,
    billingAccountId: invoice.billingAccountId,
    invoiceId: invoice.id,
    amount,
    currency: invoice.currency,
    words: `Invoice ${invoice.number} was taxed before the company's VAT id was found valid. Of ${titles} a part had been given back, so that it is not billed anew by itself: ${vat} of VAT are still charged for it. Agree with the company how it gets them back.`,
    openedAt: now,
    dueBy: null,
  };
}

async function hasDraft(container: MedusaContainer, { companyId }: TaxToCorrect): Promise<boolean> {
  const { invoices } = container.resolve(BILLING_MODULE);
  return (await invoices.list({ companyId, status: "draft", limit: 1, offset: 0 })).count > 0;
}

async function taxedSince(container: MedusaContainer, { companyId, since, until }: TaxToCorrect): Promise<Invoice[]> {
  const billing = container.resolve(BILLING_MODULE);
  const found: Invoice[] = [];
  for (;;) {
    const page = { limit: INVOICES_A_PAGE, offset: found.length };
    const { invoices } = await billing.invoices.list({ companyId, issuedOnly: true, ...page });
    found.push(...invoices);
    const last = invoices.at(-1);
    if (last === undefined || last.issuedAt < since || invoices.length < INVOICES_A_PAGE) {
      break;
    }
  }
  return found.filter(
    (invoice) =>
      invoice.kind !== "credit_note" &&
      invoice.status !== "void" &&
      invoice.tax > 0 &&
      invoice.issuedAt >= since &&
      (until === null || invoice.issuedAt < until) &&
      invoice.amountCredited < invoice.gross,
  );
}
