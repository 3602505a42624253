import type { LocalDate } from "../../domain/calendar";
import type { ConfirmedEnd, RemindedTerm } from "../../domain/subscription";
import type { AskedBy } from "./change-types";

/** What a company has confirmed of what was planned for the end of a term. */
export type RenewalConfirmation = ConfirmedEnd & {
  readonly subscriptionId: string;
  readonly companyId: string;
  /** First day after the term that it is about. */
  readonly termEndsOn: LocalDate;
  /** Id of the customer. */
  readonly by: string;
  readonly at: Date;
};

/** What was said and asked about the end of the running term of a subscription. */
export type EndOfTermTalk = {
  /** The newest of the running term; null: nothing was confirmed. */
  readonly confirmation: RenewalConfirmation | null;
  /** Who asked for the choice that was written last; null: nobody did. */
  readonly chosenAs: Exclude<AskedBy["as"], "system"> | null;
  /** Whether any change of the subscription is open. */
  readonly isChanging: boolean;
};

/** A running subscription of which a reminder may be due. */
export type ReminderCandidate = RemindedTerm & {
  readonly id: string;
  /** Days before the end of the last reminder that was dealt with in this term; null: none was. */
  readonly reminded: number | null;
};

/** Running subscriptions whose term ends before `until`; those that wait for their renewal are among them. */
export type EndingFilter = {
  /** Exclusive. */
  readonly until: LocalDate;
  readonly companyId?: string;
};
