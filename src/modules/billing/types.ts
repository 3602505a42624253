import type { ChargeKind } from "../../domain/charging";

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

/** One company's account: in which currency and zone it is billed, when it is due next, and what holds it up. */
export type BillingAccount = {
  readonly id: string;
  readonly companyId: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly stripeCustomerId: string | null;
  readonly alignment: "anniversary";
  readonly paymentTermsDays: number;
  readonly purchaseOrderNumber: string | null;
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

/** A quote as shown to a customer. `body` is the document; the billing module only keeps it. */
export type StoredQuote = {
  readonly id: string;
  readonly hash: string;
  readonly companyId: string | null;
  readonly currency: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly body: unknown;
};

export type InvoiceKind = "activation" | "recurring";
export type InvoiceStatus = "open" | "paid" | "payment_failed" | "void";

export type TaxRateRecord = {
  readonly code: string;
  readonly name: string;
  readonly ratePercent: string;
  readonly countryCode: string;
  readonly provinceCode: string | null;
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
  readonly kind: ChargeKind;
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
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
  readonly policyVersion: string;
  readonly sourceEventId: string;
};

export type NewInvoice = {
  readonly id: string;
  readonly billingAccountId: string;
  readonly companyId: string;
  readonly kind: InvoiceKind;
  /** Activation: the order's id. Recurring: the due date, which is the start of the service period billed. */
  readonly periodKey: string;
  readonly issuedAt: Date;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly currency: string;
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
  readonly number: string;
  readonly status: InvoiceStatus;
  readonly paidAt: Date | null;
  readonly amountPaid: number;
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

export type ChargeAttemptState =
  | "planned"
  | "sent"
  | "succeeded"
  | "declined"
  | "needs_action"
  | "unknown"
  | "processing";

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

export type RunFailure = { readonly accountId: string; readonly companyId: string; readonly reason: string };

export type BillingRun = {
  readonly id: string;
  readonly trigger: "ticker" | "admin";
  readonly dryRun: boolean;
  readonly asOf: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly due: number;
  readonly done: number;
  readonly failed: number;
  readonly invoices: number;
  readonly lines: number;
  /** Gross of the invoices made, minor units by currency. */
  readonly totals: Readonly<Record<string, number>>;
  readonly failures: readonly RunFailure[];
};
