/** A rule or a price that cannot be used; `field` says which. */
export class PricingRuleError extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = "PricingRuleError";
  }
}
