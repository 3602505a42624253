import { checkDiscount, type Discount, DiscountError, type DiscountScope } from "../../../../domain/discounts";
import { AmountFormatError, fromDecimalString } from "../../../../domain/money";
import { InputError } from "../../../../errors/input-error";
import type { DiscountBody } from "./document";

/** The form's names and words for what the rule itself refuses. */
const REFUSALS: Readonly<Record<string, readonly [field: string, words: string]>> = {
  "value.percent": ["value.percent", "must be more than 0 and at most 100"],
  "value.amount": ["value.amount.amount", "must be more than 0"],
  validUntil: ["end_on", "must be later than the first day; it is the first day on which it no longer counts"],
};

/**
 * The discount a form describes. Amounts are in the currency the seller bills in.
 *
 * @param ours that currency, ISO 4217
 * @throws InputError naming the field
 */
export function readDiscount(body: DiscountBody, ours: string): Omit<Discount, "id"> {
  const discount = {
    name: body.name,
    value: readValue(body.value, ours),
    scope: readScope(body.scope),
    condition:
      body.condition.kind === "seats"
        ? { kind: body.condition.kind, atLeast: body.condition.at_least }
        : body.condition,
    customers:
      body.customers.kind === "all"
        ? body.customers
        : { kind: body.customers.kind, companyIds: body.customers.company_ids },
    validFrom: body.start_on,
    validUntil: body.end_on,
    order: body.order,
    exclusive: body.exclusive,
  };
  try {
    checkDiscount({ ...discount, id: "new" }, ours);
  } catch (error) {
    if (error instanceof DiscountError) {
      throw InputError.of(...(REFUSALS[error.field] ?? [error.field, error.message]));
    }
    throw error;
  }
  return discount;
}

function readValue(value: DiscountBody["value"], ours: string): Discount["value"] {
  if (value.kind === "percentage") {
    return value;
  }
  const { amount: text, currency } = value.amount;
  if (currency !== ours) {
    throw InputError.of("value.amount.currency", `must be ${ours}, the currency you bill in`);
  }
  try {
    return { kind: value.kind, amount: fromDecimalString(text, currency), per: value.per };
  } catch (error) {
    if (error instanceof AmountFormatError) {
      throw InputError.of("value.amount.amount", error.message);
    }
    throw error;
  }
}

function readScope(scope: DiscountBody["scope"]): DiscountScope {
  switch (scope.kind) {
    case "products":
      return { kind: scope.kind, productIds: scope.product_ids };
    case "plans":
      return { kind: scope.kind, planIds: scope.plan_ids };
    case "subscriptions":
      return { kind: scope.kind, subscriptionIds: scope.subscription_ids };
    default:
      return scope;
  }
}
