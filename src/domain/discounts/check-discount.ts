import { isLocalDate } from "../calendar";
import { type ExactDecimal, isKnownCurrency, readDecimal } from "../money";
import type { Discount } from "./discount";

/** A discount that makes no sense; `field` is the path of what is wrong. */
export class DiscountError extends Error {
  constructor(
    readonly discountId: string,
    readonly field: string,
    problem: string,
  ) {
    super(`Discount ${discountId}: ${field} ${problem}`);
    this.name = "DiscountError";
  }
}

/**
 * Refuses a discount that could never apply or would take more than there is.
 * @param currency when given, an amount must be in it
 * @throws DiscountError naming the first field that is wrong
 */
export function checkDiscount(discount: Discount, currency?: string): void {
  checkText(discount, "id", discount.id);
  checkText(discount, "name", discount.name);
  checkValue(discount, currency);
  checkScope(discount);
  checkCondition(discount);
  if (discount.customers.kind === "companies") {
    checkIds(discount, "customers.companyIds", discount.customers.companyIds);
  }
  checkValidity(discount);
  if (!Number.isSafeInteger(discount.order)) {
    throw new DiscountError(discount.id, "order", `must be a whole number, got ${discount.order}.`);
  }
}

/** @throws DiscountError when it is no plain decimal above 0 and up to 100 */
export function percentageOf(discountId: string, text: string): ExactDecimal {
  const percent = readDecimal(text);
  if (percent === null || percent.numerator === 0n || percent.numerator > 100n * percent.denominator) {
    const problem = `"${text}" is not a percentage above 0 and up to 100, such as 2 or 12.5.`;
    throw new DiscountError(discountId, "value.percent", problem);
  }
  return percent;
}

function checkValue({ id, value }: Discount, currency: string | undefined): void {
  if (value.kind === "percentage") {
    percentageOf(id, value.percent);
    return;
  }
  const { amount, currency: own } = value.amount;
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new DiscountError(id, "value.amount", `must be a whole number of minor units above 0, got ${amount}.`);
  }
  if (!isKnownCurrency(own)) {
    throw new DiscountError(id, "value.amount.currency", `must be an ISO 4217 code in upper case, got "${own}".`);
  }
  if (currency !== undefined && own !== currency) {
    throw new DiscountError(id, "value.amount.currency", `must be ${currency}, got ${own}.`);
  }
}

function checkScope(discount: Discount): void {
  const { scope } = discount;
  switch (scope.kind) {
    case "all":
      return;
    case "vendor":
      checkText(discount, "scope.vendor", scope.vendor);
      return;
    case "products":
      checkIds(discount, "scope.productIds", scope.productIds);
      return;
    case "plans":
      checkIds(discount, "scope.planIds", scope.planIds);
      return;
    case "subscriptions":
      checkIds(discount, "scope.subscriptionIds", scope.subscriptionIds);
      return;
  }
}

function checkCondition(discount: Discount): void {
  const { condition } = discount;
  switch (condition.kind) {
    case "none":
      return;
    case "vendor_mix":
      checkText(discount, "condition.vendor", condition.vendor);
      checkCount(discount, "condition.products", condition.products);
      return;
    case "seats":
      checkCount(discount, "condition.atLeast", condition.atLeast);
      return;
  }
}

function checkValidity({ id, validFrom, validUntil }: Discount): void {
  if (!isLocalDate(validFrom)) {
    throw new DiscountError(id, "validFrom", `"${validFrom}" is not a date.`);
  }
  if (validUntil === null) {
    return;
  }
  if (!isLocalDate(validUntil)) {
    throw new DiscountError(id, "validUntil", `"${validUntil}" is not a date.`);
  }
  if (validUntil <= validFrom) {
    const problem = `is the first day that no longer counts and must be later than ${validFrom}, got ${validUntil}.`;
    throw new DiscountError(id, "validUntil", problem);
  }
}

function checkText({ id }: Discount, field: string, text: string): void {
  if (text.trim() === "") {
    throw new DiscountError(id, field, "must not be empty.");
  }
}

function checkIds(discount: Discount, field: string, ids: readonly string[]): void {
  if (ids.length === 0) {
    throw new DiscountError(discount.id, field, "must name at least one.");
  }
  for (const id of ids) {
    checkText(discount, field, id);
  }
}

function checkCount({ id }: Discount, field: string, count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new DiscountError(id, field, `must be a whole number of at least 1, got ${count}.`);
  }
}
