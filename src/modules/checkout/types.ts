import type { RefusedBy } from "../../domain/states";

/**
 * `open`: a payment page exists. `authorised`: the card was authorised for exactly the quote's gross. `ordered`: the
 * order exists. `expired`: the page ran out unpaid. `failed`: an authorisation that did not fit was released.
 */
export type CheckoutState = "open" | "authorised" | "ordered" | "expired" | "failed";

/** The customer's permission to save the card and charge it every period, kept as evidence. */
export type CardConsent = {
  readonly textVersion: string;
  readonly agreedAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
};

export type Checkout = {
  readonly id: string;
  readonly cartId: string;
  readonly companyId: string;
  readonly customerId: string;
  readonly quoteId: string;
  readonly quoteHash: string;
  readonly state: CheckoutState;
  /** 1 for the first payment page; a new page for the same cart counts up. */
  readonly attempt: number;
  /** Integer minor units of `currency`, tax included: what the card is authorised for. */
  readonly amount: number;
  readonly currency: string;
  readonly billingAccountId: string;
  readonly paymentCollectionId: string | null;
  readonly paymentSessionId: string | null;
  readonly stripeSessionId: string | null;
  readonly redirectUrl: string | null;
  readonly paymentIntentId: string | null;
  readonly consent: CardConsent;
  readonly poNumber: string | null;
  readonly orderId: string | null;
  readonly closedReason: string | null;
  /** What the issuer answered to the customer's last try on the open page. */
  readonly declineReason: string | null;
  /** Whose doing `declineReason` or `closedReason` is; null where there is neither, or nobody noted it. */
  readonly refusedBy: RefusedBy | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly authorisedAt: Date | null;
  readonly orderedAt: Date | null;
};

/** What a new payment attempt for a cart starts from. */
export type OpenCheckout = {
  readonly cartId: string;
  readonly companyId: string;
  readonly customerId: string;
  readonly quoteId: string;
  readonly quoteHash: string;
  readonly amount: number;
  readonly currency: string;
  readonly billingAccountId: string;
  readonly consent: CardConsent;
  readonly poNumber: string | null;
  readonly expiresAt: Date;
};

/** What the hosted card page of an attempt shows. `unitAmount` is an integer of minor units of the checkout's currency. */
export type PageRequest = {
  readonly stripeCustomerId: string;
  readonly lines: readonly {
    readonly title: string;
    readonly description?: string;
    readonly quantity: number;
    readonly unitAmount: number;
  }[];
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly consentText: string;
};

/** A page that the checkout has asked for and that may be opened now. */
export type RequestedPage = { readonly checkout: Checkout; readonly page: PageRequest };

/** The payment page that belongs to the current attempt. */
export type PaymentPage = {
  readonly paymentCollectionId: string;
  readonly paymentSessionId: string;
  readonly stripeSessionId: string;
  readonly redirectUrl: string;
};

export type LeaseResult =
  | { readonly outcome: "leased"; readonly checkout: Checkout; readonly token: string }
  | { readonly outcome: "busy" }
  /** An order exists already; there is nothing left to lease. */
  | { readonly outcome: "ordered"; readonly checkout: Checkout };

/** An ordered checkout that is leased to be announced; `tries` counts the announcements that failed before. */
export type Announcement = { readonly checkout: Checkout; readonly token: string; readonly tries: number };
