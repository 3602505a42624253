import type { LocalDate } from "../calendar";
import { type EndOfTermOutcome, endOfTerm } from "./end-of-term";
import { type EndRecord, type EndWish, instructionOnRecord } from "./end-wish";
import { lockedFrom } from "./reminders";

/** What the end of a running term is known from. */
export type EndFacts = EndRecord & {
  readonly termStartedOn: LocalDate;
  /** First day after the term. */
  readonly termEndsOn: LocalDate;
  /** Seats of the running term. */
  readonly quantity: number;
  readonly endWish: EndWish | null;
  /** When the vendor's record was last seen to be the wish; null while it is not. */
  readonly endWishKeptAt: Date | null;
  /** When the vendor's record was last read. */
  readonly syncedAt: Date;
};

/** Who has said what happens at the end of a term. `record`: somebody at the vendor; `nobody`: the vendor's default decides. */
export type EndChooser = "company" | "seller" | "record" | "nobody";

/** What happens at the end of a running term, as it stands now. */
export type PlannedEnd = {
  readonly outcome: EndOfTermOutcome;
  /** Seats of the next term; null where none follows that is a term of the same kind. */
  readonly quantity: number | null;
  readonly chosenBy: EndChooser;
  /** What happens if nothing more reaches the vendor. */
  readonly onRecord: EndOfTermOutcome;
  /** When the vendor's record was last seen to say what is planned; null: it is being written there. */
  readonly keptAt: Date | null;
  /** Until when something else can be chosen, exclusive. */
  readonly changeableUntil: Date;
};

/**
 * What is planned for the end of a term: what the company wants where it ever said so, else what the vendor has on record,
 * else what the vendor does by default.
 *
 * @param saidBy who asked for the wish; null where that is not known, as nobody did, or the company confirmed what was planned
 */
export function plannedEnd(facts: EndFacts, saidBy: "company" | "seller" | null): PlannedEnd {
  const onRecord = endOfTerm(facts);
  const changeableUntil = lockedFrom(facts.termEndsOn);
  const { endWish: wish } = facts;
  if (wish !== null) {
    return {
      outcome: wish.outcome,
      quantity: wish.outcome === "renew" ? (wish.quantity ?? facts.quantity) : null,
      chosenBy: saidBy ?? "company",
      onRecord,
      keptAt: facts.endWishKeptAt,
      changeableUntil,
    };
  }
  return {
    outcome: onRecord,
    quantity: onRecord === "renew" ? (facts.nextQuantity ?? facts.quantity) : null,
    chosenBy: instructionOnRecord(facts) === null ? "nobody" : "record",
    onRecord,
    keptAt: facts.syncedAt,
    changeableUntil,
  };
}

/** What somebody has confirmed: an outcome, and the seats of the next term where there are any. */
export type ConfirmedEnd = Pick<PlannedEnd, "outcome" | "quantity">;

/** Whether what was confirmed is what is planned now: a change since then wants to be confirmed anew. */
export function isConfirmed(planned: ConfirmedEnd, confirmed: ConfirmedEnd | null): boolean {
  return confirmed !== null && confirmed.outcome === planned.outcome && confirmed.quantity === planned.quantity;
}
