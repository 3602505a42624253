/** A credit that the invoice does not allow; `key` names the line, null the invoice as a whole. */
export class CreditError extends Error {
  constructor(
    readonly key: string | null,
    problem: string,
  ) {
    super(key === null ? `The invoice ${problem}` : `Line ${key}: ${problem}`);
    this.name = "CreditError";
  }
}
