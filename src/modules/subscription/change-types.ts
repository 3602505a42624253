import type { LocalDate } from "../../domain/calendar";
import type { WorkStands, WorkWaits } from "../../domain/retry";
import type { ChangeState, OutsideSystem, RefusedBy } from "../../domain/states";
import type { EndWish } from "../../domain/subscription";

export type ChangeKind = "add_seats" | "return_seats" | "cancel" | "renewal";

/** What is wanted of a subscription. `quantity` of seats is the new total. */
export type ChangeWanted =
  | { readonly kind: "seats"; readonly quantity: number }
  | { readonly kind: "cancel" }
  | ({ readonly kind: "renewal" } & EndWish);

/** The money that whoever asked was shown, in minor units; nothing else is agreed. */
export type ShownMoney = {
  readonly currency: string;
  /** The day from which the change was to count. */
  readonly on: LocalDate;
  /** Of the document that charges it or gives it back, with its tax; 0 where none does. */
  readonly gross: number;
  /** What of it was left to pay after the company's credit. */
  readonly amountDue: number;
  /** Whether that document is made at once and not by the account's next run. */
  readonly atOnce: boolean;
};

/** Who asked. `system`: Seatline itself, to write again what the vendor has lost. */
export type AskedBy = {
  readonly as: "customer" | "seller" | "system";
  /** Id of the customer or of the seller's user. */
  readonly actor: string;
  /** The seller's, for the customer to read. */
  readonly reason: string | null;
};

/** `reason` is for the customer, `detail` for the seller's people; `by`: whose doing it is. */
export type ChangeRefusal = {
  readonly code: string;
  readonly reason: string;
  readonly detail: string;
  readonly by: RefusedBy;
};

export type SubscriptionChange = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly companyId: string;
  readonly kind: ChangeKind;
  readonly wanted: ChangeWanted;
  /** Seats when it was asked for. */
  readonly fromQuantity: number;
  readonly previewHash: string;
  readonly shown: ShownMoney;
  readonly state: ChangeState;
  /** Where it stood when it needed a person; null otherwise. */
  readonly standsIn: ChangeState | null;
  readonly standingSince: Date | null;
  readonly askedBy: AskedBy;
  readonly refusal: ChangeRefusal | null;
  /** Sent to the vendor with the write; kept until an answer has come. */
  readonly requestId: string;
  /** When the vendor was first asked for it. */
  readonly vendorAskedAt: Date | null;
  readonly confirmedAt: Date | null;
  /** The vendor's day from which it counts. */
  readonly countsFrom: LocalDate | null;
  readonly eventId: string | null;
  /** When the wish for the end of the term was seen to be on the vendor's record after the change. */
  readonly wishKeptAt: Date | null;
  readonly invoiceId: string | null;
  /** What is to be held on the saved card before the vendor is asked, minor units; null: nothing. */
  readonly holdAmount: number | null;
  readonly holdPaymentIntentId: string | null;
  readonly heldAt: Date | null;
  readonly holdEndedAt: Date | null;
  /** The page on which the customer confirms the payment at the bank; null before it was opened. */
  readonly pageSessionId: string | null;
  readonly pageNumber: number;
  readonly awaitsUntil: Date | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  readonly nextAt: Date | null;
  readonly attempts: number;
  readonly failures: number;
  readonly startedAt: Date | null;
  readonly lastError: string | null;
  readonly setUpFault: string | null;
  readonly setUpSince: Date | null;
  readonly absent: OutsideSystem | null;
  readonly absentSince: Date | null;
};

export type LeasedChange = SubscriptionChange & { readonly leaseToken: string };

export type NewChange = Pick<
  SubscriptionChange,
  | "subscriptionId"
  | "companyId"
  | "kind"
  | "wanted"
  | "fromQuantity"
  | "previewHash"
  | "shown"
  | "askedBy"
  | "holdAmount"
>;

/** Facts that a pass has found out, written under its lease as soon as they are known. */
export type ChangeFacts = Partial<
  Pick<
    SubscriptionChange,
    | "refusal"
    | "vendorAskedAt"
    | "confirmedAt"
    | "countsFrom"
    | "eventId"
    | "wishKeptAt"
    | "invoiceId"
    | "holdPaymentIntentId"
    | "heldAt"
    | "holdEndedAt"
    | "pageSessionId"
    | "pageNumber"
    | "awaitsUntil"
  >
>;

/** How a pass leaves a change that did not move: it comes again, or stands. */
export type ChangeWait = WorkWaits | WorkStands;

export type ChangeFilter = {
  readonly subscriptionIds?: readonly string[];
  readonly ids?: readonly string[];
  readonly limit: number;
};
