import { allocate, divideRounded, money } from "../money";
import { keyedRates } from "../tax";
import type { ChargeLeft } from "./charge-ledger";

/** What a line moves of one charge; positive figures. */
export type CreditPart = { readonly from: ChargeLeft; readonly seats: number; readonly net: number };

/**
 * Shares a credit out over the charges it gives back, newest first: by the seats it returns, each charge having given
 * no more seats than it has left; a credit of no seats by what is left of the money. What no charge has left stays with
 * the last one, for the history owes it.
 *
 * @param credit positive figures
 */
export function creditParts(
  credit: { readonly seats: number; readonly net: number },
  sources: readonly ChargeLeft[],
): CreditPart[] {
  const [first] = sources;
  if (first === undefined) {
    return [];
  }
  let seats = credit.seats;
  const bySeats = sources.flatMap((from) => {
    const taken = Math.min(seats, Math.max(from.seats, 0));
    seats -= taken;
    return taken > 0 ? [{ from, seats: taken }] : [];
  });
  if (credit.seats > 0 && seats === 0) {
    const nets = allocate(
      money(credit.net, first.charge.currency),
      bySeats.map((part) => part.seats),
    );
    return bySeats.map((part, index) => ({ ...part, net: nets[index]?.amount ?? 0 }));
  }
  let net = credit.net;
  const byMoney = sources.flatMap((from) => {
    const taken = Math.min(net, Math.max(from.net, 0));
    net -= taken;
    return taken > 0 ? [{ from, seats: 0, net: taken }] : [];
  });
  const last = byMoney.at(-1) ?? { from: first, seats: 0, net: 0 };
  return [...byMoney.slice(0, -1), { ...last, seats: credit.seats, net: last.net + net }];
}

/** What comes back of what the lines of one key gave before, newest first, and what is more than that. */
export function partsTakenBack(net: number, given: readonly ChargeLeft[]): { parts: CreditPart[]; rest: number } {
  let rest = net;
  const parts = given.flatMap((from) => {
    const taken = Math.min(rest, Math.max(from.net, 0));
    rest -= taken;
    const seats = taken === 0 ? 0 : proportion(from.seats, taken, from.net);
    return taken > 0 ? [{ from, seats, net: taken }] : [];
  });
  return { parts, rest };
}

/** Parts whose charges bear the same rates, in the order in which these occur. */
export function byRates(parts: readonly CreditPart[]): CreditPart[][] {
  const groups = new Map<string, CreditPart[]>();
  for (const part of parts) {
    const key = keyedRates(part.from.charge.rates)
      .map((rate) => rate.key)
      .join();
    groups.set(key, [...(groups.get(key) ?? []), part]);
  }
  return [...groups.values()];
}

/** `amount x part / whole`, rounded half up; the amount when it is all of it. */
export function proportion(amount: number, part: number, whole: number): number {
  const [share, of] = whole < 0 ? [-part, -whole] : [part, whole];
  return Number(divideRounded(BigInt(amount) * BigInt(share), BigInt(of), "half_up"));
}
