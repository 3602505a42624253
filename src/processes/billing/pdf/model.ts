import type { DocumentLocale } from "../../../modules/billing";

/**
 * A document as words and figures, in the order they are read: everything that is drawn, and nothing of how. Figures of
 * columns have no currency (the heading names it), all others have.
 */
export type PrintedDocument = {
  readonly locale: DocumentLocale;
  readonly title: string;
  /** Null on a draft. */
  readonly number: string | null;
  /** Across each page of a document that is not (or no longer) to be paid on. */
  readonly watermark: string | null;
  readonly seller: PartyBlock;
  readonly buyer: PartyBlock;
  readonly facts: readonly Labelled[];
  readonly lines: {
    readonly headings: { description: string; quantity: string; unitPrice: string; net: string };
    readonly rows: readonly LineRow[];
  };
  readonly tax: {
    readonly headings: { name: string; rate: string; base: string; tax: string };
    readonly rows: readonly TaxRow[];
    /** Legal words about rates that charge nothing. */
    readonly notes: readonly string[];
  };
  readonly totals: readonly TotalRow[];
  readonly payment: PaymentBlock;
  readonly footer: { readonly identity: string; readonly questions: string };
};

export type Labelled = {
  readonly label: string;
  readonly value: string;
};

export type PartyBlock = {
  readonly label: string;
  readonly name: string;
  readonly address: readonly string[];
  readonly details: readonly string[];
};

export type LineRow = {
  readonly title: string;
  /** Small print under the title: what it is for, when, and how it was calculated. */
  readonly notes: readonly string[];
  /** Empty where quantity and price do not multiply to the amount. */
  readonly quantity: string;
  readonly unitPrice: string;
  /** Before discounts; null when there is none. */
  readonly before: string | null;
  /** With the sign they have in the sum. */
  readonly discounts: readonly Labelled[];
  readonly net: string;
};

export type TaxRow = {
  readonly name: string;
  readonly rate: string;
  readonly base: string;
  readonly tax: string;
};

export type TotalRow = Labelled & {
  readonly strong: boolean;
};

export type PaymentBlock = {
  readonly headline: string;
  readonly paragraphs: readonly string[];
  readonly link: { readonly label: string; readonly url: string } | null;
};
