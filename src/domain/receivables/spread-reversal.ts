/** An invoice that a payment paid; amounts in minor units. */
export type PaidInvoice = {
  readonly id: string;
  /** What the payment brought it and has not gone back since. */
  readonly left: number;
  /** What documents gave of it as credit, and no money that went back has taken again. */
  readonly credit: number;
};

export type ReversalPart = { readonly id: string; readonly amount: number };

/**
 * Spreads money that went back of a payment over the invoices that the payment paid, in their order: first over what
 * documents gave of them as credit, so that nothing is given twice, then over what is left of what they were paid with.
 * More than the payment brought stands on the first.
 *
 * @param invoices at least one
 * @returns the parts above 0; their sum is `amount`
 */
export function spreadReversal(amount: number, invoices: readonly PaidInvoice[]): ReversalPart[] {
  const [first] = invoices;
  if (first === undefined) {
    throw new RangeError("Money cannot go back of a payment that paid nothing.");
  }
  const parts = new Map(invoices.map(({ id }) => [id, 0]));
  let open = amount;
  const give = (id: string, most: number) => {
    const part = Math.max(0, Math.min(open, most));
    parts.set(id, (parts.get(id) ?? 0) + part);
    open -= part;
  };
  for (const { id, left, credit } of invoices) {
    give(id, Math.min(left, credit));
  }
  for (const { id, left } of invoices) {
    give(id, left - (parts.get(id) ?? 0));
  }
  give(first.id, open);
  return [...parts].flatMap(([id, part]) => (part > 0 ? [{ id, amount: part }] : []));
}
