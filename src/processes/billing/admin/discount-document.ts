import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { addDays, type LocalDate } from "../../../domain/calendar";
import type { Discount, DiscountValue } from "../../../domain/discounts";
import { moneyDocument } from "../../../domain/money";
import { SUBSCRIPTION_MODULE, type SubscriptionModuleService } from "../../../modules/subscription";
import { planNames } from "./plan-names";
import { companyNames } from "./run-document";

type Names = ReadonlyMap<string, string>;

/**
 * Discounts as the partner reads them, with the names of what they count for.
 *
 * @param today in the seller's zone; decides what has begun and what is over
 */
export async function discountDocuments(container: MedusaContainer, discounts: readonly Discount[], today: LocalDate) {
  const names = await namesOf(container, discounts);
  return discounts.map((discount) => ({
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
  }));
}

function stateOf({ validFrom, validUntil }: Discount, today: LocalDate): "planned" | "active" | "ended" {
  if (today < validFrom) {
    return "planned";
  }
  return validUntil === null || today < validUntil ? "active" : "ended";
}

function valueDocument(value: DiscountValue) {
  return value.kind === "percentage"
    ? { kind: value.kind, percent: value.percent }
    : { kind: value.kind, amount: moneyDocument(value.amount), per: value.per };
}

function scopeDocument(scope: Discount["scope"], names: Names) {
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
function named(ids: readonly string[], names: Names) {
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

async function productNames(container: MedusaContainer, ids: readonly string[]): Promise<Names> {
  const products =
    ids.length === 0
      ? []
      : await container.resolve(Modules.PRODUCT).listProducts({ id: [...new Set(ids)] }, { take: null });
  return new Map(products.map((product) => [product.id, product.title]));
}

async function subscriptionNames(container: MedusaContainer, ids: readonly string[]): Promise<Names> {
  const subscriptions = await container
    .resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE)
    .list({ ids: [...new Set(ids)] });
  const companies = await companyNames(
    container,
    subscriptions.map((subscription) => subscription.companyId),
  );
  return new Map(
    subscriptions.map((one) => [one.id, `${one.title}, ${companies.get(one.companyId) ?? one.companyId}`]),
  );
}
