import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../../errors/input-error";
import { BILLING_MODULE, type DocumentLocale, type Invoice } from "../../../modules/billing";
import { COMPANY_MODULE, type TaxToCorrect } from "../../../modules/company";
import { logOf } from "../../../telemetry/log";
import { createCreditNote } from "../credit-note/create-credit-note";

const AGAIN_AFTER_MS = 60 * 60_000;
const MOST_INVOICES = 500;
const ACTOR = "tax-id";

const WHY: Readonly<Record<DocumentLocale, (taxId: string) => string>> = {
  en: (taxId) => `Your VAT ID ${taxId} was verified. The same services are billed again without VAT.`,
  de: (taxId) =>
    `Ihre USt-IdNr. ${taxId} wurde bestätigt. Dieselben Leistungen werden ohne Umsatzsteuer neu berechnet.`,
  nl: (taxId) => `Uw btw-nummer ${taxId} is bevestigd. Dezelfde diensten worden opnieuw zonder btw gefactureerd.`,
};

/**
 * Takes back what a company was taxed while nobody knew whether its VAT id was valid: one credit note for each such
 * invoice over all that is left of it, at the rates it was issued with; the next run bills the same lines at today's
 * treatment, and the credit pays for them. May be repeated at any point: an invoice that is credited is not found again.
 *
 * What cannot be corrected now (a payment is under way) is tried again an hour later.
 */
export async function correctTaxed(container: MedusaContainer, what: TaxToCorrect, now: Date): Promise<void> {
  const companies = container.resolve(COMPANY_MODULE);
  const { taxId, taxIdCheck } = await companies.retrieve(what.companyId);
  let failed = false;
  // An id that was changed or found invalid meanwhile takes the reason away.
  const invoices = taxId !== null && taxIdCheck?.state === "valid" ? await taxedSince(container, what) : [];
  for (const invoice of invoices) {
    try {
      await createCreditNote(container, {
        invoiceId: invoice.id,
        reason: "correction",
        text: WHY[invoice.locale](taxId ?? ""),
        lines: "all",
        actor: ACTOR,
        now,
      });
    } catch (error) {
      if (error instanceof InputError) {
        // A person has given back all of it: there is nothing left to correct.
        continue;
      }
      failed = true;
      logOf(container).error("The VAT of an invoice could not be corrected", { invoice_id: invoice.id, error });
    }
  }
  await companies.taxIdChecks.corrected(what.checkId, failed ? new Date(now.getTime() + AGAIN_AFTER_MS) : null);
}

async function taxedSince(container: MedusaContainer, { companyId, since }: TaxToCorrect): Promise<Invoice[]> {
  const billing = container.resolve(BILLING_MODULE);
  const { invoices } = await billing.invoices.list({ companyId, issuedOnly: true, limit: MOST_INVOICES, offset: 0 });
  return invoices.filter(
    (invoice) =>
      invoice.kind !== "credit_note" &&
      invoice.status !== "void" &&
      invoice.tax > 0 &&
      invoice.issuedAt >= since &&
      invoice.amountCredited < invoice.gross,
  );
}
