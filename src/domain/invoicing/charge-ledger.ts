import type { ServicePeriod } from "../calendar";
import { correctedKey } from "../charging";
import type { TaxPolicy, TaxRateSnapshot } from "../tax";

/** A line that charges something, as it stands on a document. Minor units of one currency. */
export type LedgerCharge = {
  readonly lineId: string;
  readonly key: string;
  readonly subscriptionId: string;
  readonly termEventId: string;
  readonly referencePeriod: ServicePeriod;
  readonly seats: number;
  readonly net: number;
  readonly tax: number;
  readonly currency: string;
  readonly rates: readonly TaxRateSnapshot[];
  readonly taxPolicy: TaxPolicy;
};

/** What a line moved of a charge, signed like that line: negative where it gives back. */
export type ChargeMove = {
  readonly chargeLineId: string;
  /** Of the line that moved it. */
  readonly key: string;
  readonly seats: number;
  readonly net: number;
  readonly tax: number;
  /** A person wrote it: what is billed after it is billed anew, at the rates of its day. */
  readonly byHand: boolean;
};

/** A charge and what is left of it. */
export type ChargeLeft = {
  readonly charge: LedgerCharge;
  readonly seats: number;
  readonly net: number;
  readonly tax: number;
};

/** What a line has to be, for the charges of its period to be found. */
export type LedgerLine = Pick<LedgerCharge, "key" | "subscriptionId" | "termEventId" | "referencePeriod">;

/**
 * What was charged and what of it was given back, by whichever way: goodwill, a correction, returned seats, a term cut
 * short. The one place that knows what may still be given back of a charge.
 */
export class ChargeLedger {
  private readonly charges: LedgerCharge[] = [];
  private readonly moves = new Map<string, ChargeMove[]>();
  private readonly movesOfKey = new Map<string, ChargeMove[]>();

  /** Oldest first. */
  constructor(charges: Iterable<LedgerCharge> = [], moves: Iterable<ChargeMove> = []) {
    for (const charge of charges) {
      this.addCharge(charge);
    }
    for (const move of moves) {
      this.addMove(move);
    }
  }

  addCharge(charge: LedgerCharge): void {
    this.charges.push(charge);
  }

  addMove(move: ChargeMove): void {
    push(this.moves, move.chargeLineId, move);
    if (!move.byHand) {
      push(this.movesOfKey, correctedKey(move.key), move);
    }
  }

  /** What is left of a charge; never below nothing once all lines went through the ledger. */
  leftOf(charge: LedgerCharge): ChargeLeft {
    const left = { charge, seats: charge.seats, net: charge.net, tax: charge.tax };
    for (const { seats, net, tax } of this.moves.get(charge.lineId) ?? []) {
      left.seats += seats;
      left.net += net;
      left.tax += tax;
    }
    return left;
  }

  /**
   * The charges that a line can give back, in the order in which it does: a correction those of the line it corrects,
   * everything else the newest of its charge period first.
   */
  sourcesOf(line: LedgerLine): ChargeLeft[] {
    const base = correctedKey(line.key);
    const corrected = line.key === base ? [] : this.charges.filter((charge) => correctedKey(charge.key) === base);
    const sources = corrected.length > 0 ? corrected : this.charges.filter((charge) => isOfPeriod(charge, line));
    return sources.map((charge) => this.leftOf(charge)).reverse();
  }

  /** What the lines that bear this key (and its corrections) have given back so far, newest first; positive figures. */
  givenBy(line: LedgerLine): ChargeLeft[] {
    const given = new Map<string, { seats: number; net: number; tax: number }>();
    for (const { chargeLineId, seats, net, tax } of this.movesOfKey.get(correctedKey(line.key)) ?? []) {
      const before = given.get(chargeLineId) ?? { seats: 0, net: 0, tax: 0 };
      given.set(chargeLineId, { seats: before.seats - seats, net: before.net - net, tax: before.tax - tax });
    }
    return this.charges
      .flatMap((charge) => {
        const sums = given.get(charge.lineId);
        return sums === undefined ? [] : [{ charge, ...sums }];
      })
      .reverse();
  }
}

function isOfPeriod(charge: LedgerCharge, line: LedgerLine): boolean {
  return (
    charge.subscriptionId === line.subscriptionId &&
    charge.termEventId === line.termEventId &&
    charge.referencePeriod.start === line.referencePeriod.start &&
    charge.referencePeriod.end === line.referencePeriod.end
  );
}

function push<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, [value]);
  } else {
    known.push(value);
  }
}
