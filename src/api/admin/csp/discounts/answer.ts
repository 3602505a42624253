import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays, type LocalDate } from "../../../../domain/calendar";
import type { Discount, DiscountValue } from "../../../../domain/discounts";
import { decimalMoney } from "../../../../domain/money";
import { companyNames, type Names, planNames, productNames, subscriptionNames } from "../../../../reads/names";
import type { Named } from "../../../http/document";
import type * as document from "./document";

/**
 * Discounts as the partner reads them, with the names of what they count for.
 *
 * @param today in the seller's zone; decides what has begun and what is over
 */
export async function discountDocuments(
  container: MedusaContainer,
  discounts: readonly Discount[],
  today: LocalDate,
): Promise<document.Discount[]> {
  const names = await namesOf(container, discounts);
  return discounts.map((discount) => discountDocument(discount, names, today));
}

/** One discount, as it reads alone. */
export async function oneDiscountDocument(
  container: MedusaContainer,
  discount: Discount,
  today: LocalDate,
): Promise<document.Discount> {
  return discountDocument(discount, await namesOf(container, [discount]), today);
}

function discountDocument(discount: Discount, names: Names, today: LocalDate): document.Discount {
  return {
    id: discount.id,
    name: discount.name,
    state: stateOf(discount, today),
    value: valueDocument(discount.value),
    scope: scopeDocument(discount.scope, names),
    condition:
      discount.condition.kind === "seats"
        ? { kind: "seats", at_least: discount.condition.atLeast }
        : discount.condition,
    customers:
      discount.customers.kind === "all"
        ? discount.customers
        : { kind: "companies", companies: named(discount.customers.companyIds, names) },
    start_on: discount.validFrom,
    end_on: discount.validUntil,
    last_on: discount.validUntil === null ? null : addDays(discount.validUntil, -1),
    order: discount.order,
    exclusive: discount.exclusive,
  };
}

function stateOf({ validFrom, validUntil }: Discount, today: LocalDate): document.Discount["state"] {
  if (today < validFrom) {
    return "planned";
  }
  return validUntil === null || today < validUntil ? "active" : "ended";
}

function valueDocument(value: DiscountValue): document.Discount["value"] {
  return value.kind === "percentage"
    ? { kind: value.kind, percent: value.percent }
    : { kind: value.kind, amount: decimalMoney(value.amount), per: value.per };
}

function scopeDocument(scope: Discount["scope"], names: Names): document.Discount["scope"] {
  switch (scope.kind) {
    case "products":
      return { kind: scope.kind, products: named(scope.productIds, names) };
    case "plans":
      return { kind: scope.kind, plans: named(scope.planIds, names) };
    case "subscriptions":
      return { kind: scope.kind, subscriptions: named(scope.subscriptionIds, names) };
    default:
      return scope;
  }
}

/** What is gone meanwhile keeps its id for a name. */
function named(ids: readonly string[], names: Names): Named[] {
  return ids.map((id) => ({ id, name: names.get(id) ?? id }));
}

async function namesOf(container: MedusaContainer, discounts: readonly Discount[]): Promise<Names> {
  const scopes = discounts.map((discount) => discount.scope);
  const products = scopes.flatMap((scope) => (scope.kind === "products" ? scope.productIds : []));
  const plans = scopes.flatMap((scope) => (scope.kind === "plans" ? scope.planIds : []));
  const subscriptions = scopes.flatMap((scope) => (scope.kind === "subscriptions" ? scope.subscriptionIds : []));
  const companies = discounts.flatMap(({ customers }) => (customers.kind === "companies" ? customers.companyIds : []));
  return new Map([
    ...(await productNames(container, products)),
    ...(await planNames(container, plans)),
    ...(await subscriptionNames(container, subscriptions)),
    ...(await companyNames(container, companies)),
  ]);
}
