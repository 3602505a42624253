import type { LocalDate } from "../../../domain/calendar";

/** An entry of a public register: a number and, if known, the ISO 6523 code of the register (`0106` for the Dutch KvK). */
export type Registration = {
  readonly id: string;
  readonly schemeId?: string | null;
};

/** How money is to come: by a card of which the last four digits are known, or by transfer to an account. */
export type PaymentRoute =
  | { readonly kind: "card"; readonly lastDigits: string; readonly network: string }
  | {
      readonly kind: "transfer";
      readonly iban: string;
      readonly bic?: string | null;
      readonly accountName?: string | null;
    };

/** What an e-invoice says that is not on the stored document itself. Codes in brackets are those of EN 16931. */
export type EInvoiceOptions = {
  /** Number of the invoice that a credit note reduces; null when it goes to the balance. */
  readonly creditedNumber?: string | null;
  /** Number (BT-25) and day (BT-26) of each invoice that a credit note corrects. */
  readonly corrects?: readonly { readonly number: string; readonly issuedOn: LocalDate }[];
  /** The buyer's own reference for routing (BT-10), such as a German Leitweg-ID. */
  readonly buyerReference?: string | null;
  /** Entries in the company registers (BT-30, BT-47). */
  readonly sellerRegistration?: Registration | null;
  readonly buyerRegistration?: Registration | null;
  readonly payment?: PaymentRoute | null;
  /** False: the company has no card that could be charged. */
  readonly hasCard?: boolean;
};
