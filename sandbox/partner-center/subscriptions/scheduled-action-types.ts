/**
 * What can be scheduled for the end of a term. The names are those of a client of others that is in use; the vendor's pages that
 * are stored print `RenewToNewTerm` alone.
 */
export const ACTION_TYPES = ["Cancel", "RenewToNewTerm", "RenewToExtendedServiceTerm", "Transition"] as const;

export type ActionType = (typeof ACTION_TYPES)[number];

/** The only kind of schedule that is simulated. `CustomDate`, with an `effectiveDate`, exists at the vendor too. */
export const SCHEDULE_TYPE = "TermEnd";
