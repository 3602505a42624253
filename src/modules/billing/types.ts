import type { LocalDate } from "../../domain/calendar";
import type { ChargeKind } from "../../domain/charging";
import type { PromisedTenant } from "../../domain/customer-profile";
import type { AppliedDiscount } from "../../domain/discounts";
import type { InvoiceState } from "../../domain/states";
import type { TaxTreatment } from "../../domain/tax";
import type { ChargeAttempt } from "./payment-types";

export type * from "./payment-types";

/**
 * Rows of the billing module as the code reads them. All amounts are integer minor units of the row's currency;
 * `...On` are local dates (YYYY-MM-DD) in the seller's zone, `...At` instants. Periods are half-open [start, end).
 */

/** The seller: who issues invoices, and the prefix of its number series. */
export type LegalEntity = {
  readonly id: string;
  readonly legalName: string;
  readonly addressLines: readonly string[];
  readonly countryCode: string;
  readonly taxId: string;
  readonly supportEmail: string;
  readonly supportPhone: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly numberPrefix: string;
};

/** Languages a document can be written in. */
export type DocumentLocale = "en" | "de" | "nl";

/** How an account is billed. The currency and the zone of an account never change. */
export type BillingPreferences = {
  /** `anniversary`: each subscription's own day of the month. `billing_day`: all on the account's day. */
  readonly alignment: "anniversary" | "billing_day";
  /** 1 to 31, the month's last day where it does not exist; null with `anniversary`. */
  readonly billingDay: number | null;
  /** Days from the day of issue to the day an invoice is due. */
  readonly paymentTermsDays: number;
  /** The seller's word for all that was bought under no number of its own; an order never changes it. */
  readonly purchaseOrderNumber: string | null;
  /** Each order number's lines on documents of their own. */
  readonly invoicePerOrderNumber: boolean;
  readonly locale: DocumentLocale;
  /** `review`: the run writes drafts, and a person issues them. */
  readonly invoiceApproval: "automatic" | "review";
  /** Whether an invoice over nothing owed is sent or only kept. It is made in any case: its lines are facts. */
  readonly zeroInvoices: "send" | "keep";
};

/** One company's account: in which currency and zone it is billed, when it is due next, and what holds it up. */
export type BillingAccount = BillingPreferences & {
  readonly id: string;
  readonly companyId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly stripeCustomerId: string | null;
  /** What the seller owes the company; the next invoices use it up before a card is charged. Never below zero. */
  readonly creditBalance: number;
  /** By subscription id; one that is not here is read whole. */
  readonly positions: Readonly<Record<string, BillingPosition>>;
  /** When the billing run must look at the account again; null: nothing is billed. */
  readonly nextRunAt: Date | null;
  /** Raised whenever someone else moved `nextRunAt`, so that a run in progress does not overwrite it. */
  readonly scheduleVersion: number;
  readonly parkedReason: string | null;
  readonly parkCount: number;
};

export type Consent = { readonly textVersion: string; readonly agreedAt: Date; readonly ip: string | null };

export type PaymentMethod = {
  readonly id: string;
  readonly billingAccountId: string;
  readonly paymentMethodId: string;
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
  readonly fingerprint: string | null;
  readonly isDefault: boolean;
  readonly consent: Consent;
};

/** What the order of a quote is made from, whatever the catalogue and the account say by then. */
export type QuoteFacts = {
  /** Day of the month the account billed on; null: each subscription on its own. */
  readonly billingDay: number | null;
  /**
   * Who was promised to be taxed where and at which rates, and how amounts are rounded. Null on quotes from before it was
   * kept, and for visitors: what is known on the day of the invoice.
   */
  readonly tax: {
    readonly buyer: PartySnapshot;
    readonly countryCode: string;
    readonly provinceCode: string | null;
    readonly rates: readonly TaxRateRecord[];
    readonly taxPolicy: string;
    readonly chargingPolicy: string;
  } | null;
  /** Where the licences were promised to live. Null on quotes from before it was kept, and where none was chosen. */
  readonly tenant: PromisedTenant | null;
  readonly lines: readonly {
    readonly planId: string;
    readonly quantity: number;
    /**
     * One seat for the whole term, in minor units. Null on quotes from before it was kept: what the catalogue said at
     * the quote's instant.
     */
    readonly price: { readonly unitTermPrice: number; readonly priceVersion: string } | null;
    /** What was promised off the first charge, as a share of it; null on quotes from before it was kept. */
    readonly discounts: readonly AppliedDiscount[] | null;
  }[];
};

/** A quote that was promised to a customer. */
export type StoredQuote = {
  readonly id: string;
  readonly hash: string;
  readonly companyId: string | null;
  readonly currency: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly facts: QuoteFacts;
  /** What the customer saw, kept as evidence; nothing is read out of it. */
  readonly shown: unknown;
};

export type InvoiceKind = "activation" | "recurring" | "credit_note";
/** See `invoiceTransitions`. */
export type InvoiceStatus = InvoiceState;

export type TaxRateRecord = {
  readonly code: string;
  readonly name: string;
  readonly ratePercent: string;
  readonly countryCode: string;
  readonly provinceCode: string | null;
  /** Absent in documents from before there was more than the standard treatment. */
  readonly treatment?: TaxTreatment;
  readonly note?: string | null;
};

export type TaxSummaryRecord = { readonly rate: TaxRateRecord; readonly base: number; readonly tax: number };

/** Legal data of a party as printed on the invoice; never read from elsewhere once issued. */
export type PartySnapshot = {
  readonly name: string;
  readonly addressLines: readonly string[];
  readonly countryCode: string;
  readonly taxId: string | null;
  readonly email: string | null;
  readonly phone: string | null;
};

export type InvoiceLine = {
  readonly id: string;
  readonly position: number;
  readonly chargeKey: string;
  readonly subscriptionId: string;
  /** `goodwill`: given back without changing what was billed; the planner does not see it. */
  readonly kind: ChargeKind | "goodwill";
  readonly title: string;
  readonly detail: string;
  readonly formula: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly referenceStart: string;
  readonly referenceEnd: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly factorNumerator: number;
  readonly factorDenominator: number;
  /** Taken off before tax, sign of the line: `net + discount` is what the formula gives. */
  readonly discount: number;
  readonly discounts: readonly AppliedDiscount[];
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly policyVersion: string;
  readonly sourceEventId: string;
  /** The event that began the term of the line's charge period. */
  readonly termEventId: string;
  /** Codes of the document's tax rates that this line bears; null: all of them. `taxRates` goes before it. */
  readonly taxCodes: readonly string[] | null;
  /** The rates of this line alone, where it does not bear the document's: those of what it gives back. */
  readonly taxRates: readonly TaxRateRecord[] | null;
  /** The order number it was bought under. */
  readonly purchaseOrderNumber: string | null;
  /** On a credit note that a person wrote against an invoice: the line it gives back. */
  readonly creditedLineId: string | null;
};

/** A line before it is written, with what it gives back (negative), or takes back of what was given, of which charges. */
export type NewInvoiceLine = InvoiceLine & { readonly givesBack: readonly LineCredit[] };

/** What one line moves of an earlier charge: signed like the line that does it. Minor units. */
export type LineCredit = {
  readonly chargeLineId: string;
  readonly seats: number;
  readonly net: number;
  readonly tax: number;
};

/** A document before it has a number: an invoice, or a credit note (whose amounts are negative). */
export type NewInvoice = {
  readonly id: string;
  readonly billingAccountId: string;
  readonly companyId: string;
  readonly kind: InvoiceKind;
  /**
   * Activation: the order's id. Recurring: the due date, which is the start of the service period billed. Credit note:
   * what it credits.
   */
  readonly periodKey: string;
  readonly locale: DocumentLocale;
  readonly issuedAt: Date;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly currency: string;
  /** Sum of the lines' discounts. */
  readonly discount: number;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly taxPolicy: string;
  readonly taxRates: readonly TaxRateRecord[];
  readonly taxSummary: readonly TaxSummaryRecord[];
  readonly seller: PartySnapshot;
  readonly buyer: PartySnapshot;
  readonly purchaseOrderNumber: string | null;
  readonly orderId: string | null;
  readonly orderDisplayId: string | null;
  readonly billingRunId: string | null;
  /** The quote the customer agreed to, on the invoice of an order. */
  readonly quoteId: string | null;
  /** On a credit note: the invoice it corrects (null: several, its lines say which periods) and why. */
  readonly creditedInvoiceId: string | null;
  readonly creditReason: string | null;
  /** Kept, not mailed. */
  readonly silent: boolean;
  /** When the card is to be charged; null: money comes another way (a captured authorisation) or none is due. */
  readonly nextChargeAt: Date | null;
  readonly lines: readonly NewInvoiceLine[];
};

export type PaymentFailure = {
  readonly at: string;
  /** The class decides what helps: another card, an update of its data, a confirmation, or time. */
  readonly declineClass: string;
  readonly reason: string;
};

/**
 * Why an unpaid invoice is not charged by itself. `no_card`: the company has none; saving one makes it chargeable.
 * `too_small`: the processor does not take so little; it is collected with the account's next charge. `person`: see the
 * payment cases.
 */
export type ChargeHold = "no_card" | "too_small" | "person";

export type Invoice = Omit<NewInvoice, "lines" | "seller" | "buyer" | "taxRates" | "taxSummary"> & {
  /** Null while it is a draft. */
  readonly number: string | null;
  readonly status: InvoiceStatus;
  readonly paidAt: Date | null;
  /** Credit balance used when it was issued. */
  readonly creditApplied: number;
  /** Given back on it by credit notes before it was paid. */
  readonly amountCredited: number;
  readonly amountPaid: number;
  /** What is still to be paid: gross less credit applied, credited and paid. 0 for credit notes and void invoices. */
  readonly amountDue: number;
  /** Of what was paid: gone back to the customer by refunds and chargebacks that stand. */
  readonly amountReversed: number;
  readonly chargeHold: ChargeHold | null;
  readonly paymentIntentId: string | null;
  readonly paymentFailure: PaymentFailure | null;
  /** When the customer was told of the invoice, and of its latest failed payment. */
  readonly mailedAt: Date | null;
  readonly failureMailedAt: Date | null;
};

export type InvoiceDetail = Invoice &
  Pick<NewInvoice, "seller" | "buyer" | "taxRates" | "taxSummary"> & {
    readonly lines: readonly InvoiceLine[];
    readonly attempts: readonly ChargeAttempt[];
  };

export type RunFailure = {
  readonly accountId: string;
  readonly companyId: string;
  readonly reason: string;
  readonly failedAt: Date;
};

/**
 * `running`: a process works on it (its heartbeat is recent). `stopping`: asked to stop after the batches in hand.
 * `stopped`: that has happened, or its process died before it could; a dry run is never stopped, it is done.
 * `interrupted`: its process died, or it broke off with a failure; what it did stands, and the next run goes on where it was.
 */
export type RunStatus = "running" | "stopping" | "stopped" | "done" | "interrupted";

export type BillingRun = {
  readonly id: string;
  readonly trigger: "ticker" | "admin";
  /** Who started it: `ticker`, or a user's id. */
  readonly actor: string;
  readonly status: RunStatus;
  readonly dryRun: boolean;
  readonly asOf: Date;
  /** Version of the bounds its lines had to stay in; null before there were any. */
  readonly boundsPolicy: string | null;
  readonly startedAt: Date;
  readonly heartbeatAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why it broke off; null when it did not, and when its process died without a word. */
  readonly failure: string | null;
  /** Accounts due when it began, done so far, and set aside with a reason so far. */
  readonly due: number;
  readonly done: number;
  readonly failed: number;
  /** Documents made: invoices issued, drafts left for review, credit notes issued; and the lines on all of them. */
  readonly invoices: number;
  readonly drafts: number;
  readonly creditNotes: number;
  readonly lines: number;
  /** Gross of the documents made, minor units by currency; credit notes count negative. */
  readonly totals: Readonly<Record<string, number>>;
};

/**
 * How far a subscription is billed, so that a run need not read what lies behind: every charge period that ends on or
 * before `settledUntil` was billed as the events up to `sequence` call for.
 */
export type BillingPosition = { readonly sequence: number; readonly settledUntil: LocalDate };

/** One movement of an account's credit balance; `balance` is what it came to. */
export type CreditEntry = {
  readonly id: string;
  readonly billingAccountId: string;
  /**
   * `credit_note`: earned. `applied`: used by an invoice. `refunded`: paid out at the card processor instead, or come again
   * from there. `overpaid`: came at the card processor beyond what was asked for. `adjustment`: by hand, with a reason.
   */
  readonly kind: "credit_note" | "applied" | "refunded" | "overpaid" | "adjustment";
  readonly invoiceId: string | null;
  readonly amount: number;
  readonly balance: number;
  readonly reason: string | null;
  readonly actor: string;
  readonly createdAt: Date;
};

/** An entry of the journal: who did what to which account or document, and with which details. */
export type JournalEntry = {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly billingAccountId: string | null;
  readonly invoiceId: string | null;
  readonly billingRunId: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};
