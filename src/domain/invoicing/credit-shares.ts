import type { Money } from "../money";
import { money } from "../money";
import type { TaxPolicy } from "../tax";
import { CreditError } from "./credit-error";
import type { Credit } from "./credit-note";
import { type CreditedLine, type IssuedLine, lineAccounts, netLeft } from "./line-account";

/**
 * The credits that give back a net amount over a whole invoice: each line its share of what is left of it, by largest
 * remainder, ties by key. Of lines that are credits themselves the share is taken back, so that the sum is the amount.
 * @param net to give back, with the sign of the invoice
 * @returns credits for `assembleCreditNote`, in the order of the invoice, without lines whose share is nothing
 * @throws CreditError when it is nothing, or more than is left of the invoice
 */
export function creditShares(input: {
  readonly taxPolicy: TaxPolicy;
  readonly invoice: readonly IssuedLine[];
  readonly earlier: readonly CreditedLine[];
  readonly net: Money;
}): Credit[] {
  const { net } = input;
  const lines = [...lineAccounts(input.invoice, input.earlier, input.taxPolicy).values()].map((account) => ({
    key: account.line.key,
    left: netLeft(account).amount,
  }));
  const left = lines.reduce((total, line) => total + line.left, 0);
  if (net.amount === 0 || Math.sign(net.amount) !== Math.sign(left) || Math.abs(net.amount) > Math.abs(left)) {
    throw new CreditError(null, `cannot be credited by ${net.amount}: ${left} minor units are left of it.`);
  }
  const whole = BigInt(Math.abs(left));
  const shares = lines.map(({ key, left: own }) => {
    const product = BigInt(own) * BigInt(Math.abs(net.amount));
    const fraction = ((product % whole) + whole) % whole;
    return { key, amount: Number((product - fraction) / whole), fraction };
  });
  let coins = net.amount - shares.reduce((total, share) => total + share.amount, 0);
  for (const share of [...shares].sort(byFraction)) {
    if (coins === 0) {
      break;
    }
    share.amount += 1;
    coins -= 1;
  }
  return shares
    .filter((share) => share.amount !== 0)
    .map((share) => ({ key: share.key, net: money(share.amount, net.currency) }));
}

function byFraction(a: { key: string; fraction: bigint }, b: { key: string; fraction: bigint }): number {
  if (a.fraction === b.fraction) {
    return a.key < b.key ? -1 : 1;
  }
  return a.fraction > b.fraction ? -1 : 1;
}
