import type { LocalDate } from "../../domain/calendar";
import type { ChargeKind } from "../../domain/charging";
import type { AppliedDiscount } from "../../domain/discounts";
import type { AttemptState, InvoiceState } from "../../domain/states";
import type { TaxTreatment } from "../../domain/tax";

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
  readonly purchaseOrderNumber: string | null;
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
  readonly lines: readonly {
    readonly planId: string;
    readonly quantity: number;
    /**
     * One seat for the whole term, in minor units. Null on quotes from before it was kept: what the catalogue said at
     * the quote's instant.
     */
    readonly price: { readonly unitTermPrice: number; readonly priceVersion: string } | null;
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
  /** Codes of the document's tax rates that this line bears; null: all of them. */
  readonly taxCodes: readonly string[] | null;
  /** On a credit note against an invoice: the line it gives back. */
  readonly creditedLineId: string | null;
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
  readonly lines: readonly InvoiceLine[];
};

export type PaymentFailure = {
  readonly at: string;
  /** The class decides what helps: another card, an update of its data, a confirmation, or time. */
  readonly declineClass: string;
  readonly reason: string;
};

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
  readonly paymentIntentId: string | null;
  readonly paymentFailure: PaymentFailure | null;
  /** When the customer was told of the invoice, and of its latest failed payment. */
  readonly mailedAt: Date | null;
  readonly failureMailedAt: Date | null;
};

export type InvoiceDetail = Invoice &
  Pick<NewInvoice, "lines" | "seller" | "buyer" | "taxRates" | "taxSummary"> & {
    readonly attempts: readonly ChargeAttempt[];
  };

/** See `attemptTransitions`. */
export type ChargeAttemptState = AttemptState;

export type ChargeAttempt = {
  readonly id: string;
  readonly invoiceId: string;
  readonly attemptNo: number;
  readonly idempotencyKey: string;
  readonly state: ChargeAttemptState;
  readonly amount: number;
  readonly currency: string;
  readonly paymentMethodId: string | null;
  readonly cardLabel: string;
  readonly paymentIntentId: string | null;
  readonly chargeId: string | null;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly adviceCode: string | null;
  readonly declineClass: string | null;
  readonly message: string | null;
  readonly plannedAt: Date;
  readonly sentAt: Date | null;
  readonly finishedAt: Date | null;
};

export type AttemptResult = {
  readonly state: Exclude<ChargeAttemptState, "planned" | "sent">;
  readonly paymentIntentId?: string | null;
  readonly chargeId?: string | null;
  readonly code?: string | null;
  readonly declineCode?: string | null;
  readonly adviceCode?: string | null;
  readonly declineClass?: string | null;
  readonly message?: string | null;
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
  /** `credit_note`: earned. `applied`: used by an invoice. `adjustment`: by hand, with a reason. */
  readonly kind: "credit_note" | "applied" | "adjustment";
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
