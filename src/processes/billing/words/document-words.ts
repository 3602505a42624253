import type { RoundingPolicy } from "../../../domain/money";
import type { InvoiceKind } from "../../../modules/billing";

/** Why nothing is charged, of what a document has to give a reason for: treatments of a tax rate, and a place apart. */
export type ExplainedTreatment = "reverse_charge" | "export" | "outside_vat_area" | "exempt" | "outside_scope";

/**
 * Every word a document is made of, in one language. Figures, dates and periods come in already written the way the
 * language writes them. A language that lacks a word does not compile.
 */
export type DocumentWords = {
  readonly title: Readonly<Record<InvoiceKind, string>>;
  readonly draft: string;
  readonly from: string;
  readonly billTo: string;
  /** Label of an identifier of a party in a country with value added tax, and in any other. */
  readonly vatId: string;
  readonly taxId: string;

  readonly issuedOn: string;
  readonly dueOn: string;
  readonly servicePeriod: string;
  readonly paymentTerms: string;
  readonly termsInDays: (days: number) => string;
  readonly dueAtOnce: string;
  readonly amountDue: string;
  readonly totalCredit: string;
  readonly order: string;
  readonly purchaseOrder: string;
  readonly creditedInvoice: string;
  readonly reason: string;

  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly net: string;
  readonly seats: (count: number, figure: string) => string;
  readonly partOfPeriod: (seats: string, price: string, numerator: string, denominator: string) => string;
  readonly wholePeriod: (seats: string, price: string, period: string) => string;
  readonly perSeat: (price: string, rounding: string | null) => string;
  /** How the part of a price became whole coins. */
  readonly rounded: Readonly<Record<RoundingPolicy, string>>;
  readonly difference: string;
  readonly discount: (name: string) => string;

  readonly taxName: string;
  readonly rate: string;
  readonly base: string;
  /** Of the whole document: value added tax, or any other. */
  readonly vat: string;
  readonly tax: string;
  readonly taxAmount: string;
  readonly taxNote: Readonly<Record<ExplainedTreatment, string>>;

  readonly subtotal: string;
  readonly discounts: string;
  readonly total: string;
  readonly creditApplied: string;
  readonly alreadyCredited: string;
  readonly alreadyPaid: string;

  readonly payment: {
    readonly due: (amount: string, day: string) => string;
    readonly byCard: string;
    readonly byInvoice: string;
    /** Instead of paying by hand. */
    readonly orSaveCard: string;
    readonly tooSmall: string;
    readonly byTransfer: (account: string, reference: string) => string;
    readonly paid: (day: string) => string;
    readonly chargedTo: (amount: string, card: string) => string;
    readonly received: (amount: string) => string;
    readonly fromBalance: (amount: string) => string;
    readonly nothingDue: string;
    readonly nothingOwed: string;
    readonly failed: (amount: string) => string;
    readonly tryAgain: string;
    readonly void: string;
    readonly voidBecause: string;
    readonly isDraft: string;
    readonly draftBecause: string;
    readonly link: string;
    readonly credit: (amount: string) => string;
    /** A credit note against one invoice, and one that belongs to none. */
    readonly creditToInvoice: (invoice: string) => string;
    readonly creditToBalance: string;
  };

  readonly questions: (contact: string) => string;
  readonly page: (page: number, of: number) => string;
};
