import type { Money } from "../money";
import { checkDiscount, DiscountError, percentageOf } from "./check-discount";
import { type Discount, type DiscountValue, discountInWords } from "./discount";
import { type Share, shareOf } from "./share";
import { type DiscountStack, type Layer, stackOf } from "./stack";

type Amount = Extract<DiscountValue, { readonly kind: "amount" }>;

/** A checked discount with what can be worked out before any line is seen. */
export type Candidate = {
  /** Place among all prepared discounts. */
  readonly position: number;
  readonly discount: Discount;
  /** Ids the scope names, for quick look-up; empty for scopes without ids. */
  readonly scopeIds: ReadonlySet<string>;
  /** A percentage always stacks alike; the share of an amount depends on what it is taken from. */
  readonly takes: { readonly kind: "percentage"; readonly layer: Layer } | Amount;
};

/** The discounts of one currency, checked and in order: prepare them once, apply them to many customers. */
export type PreparedDiscounts = {
  readonly currency: string;
  readonly forAll: readonly Candidate[];
  readonly byCompany: ReadonlyMap<string, readonly Candidate[]>;
  /** Stacks of percentages met so far, by the positions of the discounts in them. */
  readonly stacks: Map<string, DiscountStack>;
};

/**
 * @param currency of the lines they will be applied to. An amount in another one is refused when a customer it is for
 *   is billed, so that it holds up nobody else.
 * @throws DiscountError naming the discount and the field that makes no sense
 */
export function prepareDiscounts(discounts: readonly Discount[], currency: string): PreparedDiscounts {
  const ids = new Set<string>();
  const forAll: Candidate[] = [];
  const byCompany = new Map<string, Candidate[]>();
  for (const discount of [...discounts].sort(byOrder)) {
    checkDiscount(discount);
    if (ids.has(discount.id)) {
      throw new DiscountError(discount.id, "id", "occurs twice.");
    }
    ids.add(discount.id);
    const candidate = { position: ids.size, discount, scopeIds: scopeIds(discount), takes: takesOf(discount) };
    if (discount.customers.kind === "all") {
      forAll.push(candidate);
    } else {
      for (const companyId of new Set(discount.customers.companyIds)) {
        byCompany.set(companyId, [...(byCompany.get(companyId) ?? []), candidate]);
      }
    }
  }
  return { currency, forAll, byCompany, stacks: new Map() };
}

/**
 * The discounts that are for a customer, in stacking order.
 * @throws DiscountError when one of them is an amount in another currency
 */
export function candidatesFor(prepared: PreparedDiscounts, companyId: string): readonly Candidate[] {
  const { forAll, byCompany, currency } = prepared;
  const own = byCompany.get(companyId);
  const candidates = own === undefined ? forAll : [...forAll, ...own].sort((a, b) => byOrder(a.discount, b.discount));
  for (const { discount } of candidates) {
    if (discount.value.kind === "amount" && discount.value.amount.currency !== currency) {
      checkDiscount(discount, currency);
    }
  }
  return candidates;
}

/** The stack of discounts that are all percentages, worked out once for each combination; null when one is not. */
export function percentageStack(prepared: PreparedDiscounts, eligible: readonly Candidate[]): DiscountStack | null {
  const key = eligible.map((candidate) => candidate.position).join();
  const known = prepared.stacks.get(key);
  if (known !== undefined) {
    return known;
  }
  const layers = eligible.flatMap(({ takes }) => (takes.kind === "percentage" ? takes.layer : []));
  if (layers.length < eligible.length) {
    return null;
  }
  const stack = stackOf(layers);
  prepared.stacks.set(key, stack);
  return stack;
}

function byOrder(a: Discount, b: Discount): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}

/** How a discount stacks that takes this share of the rest, at most `limit` of a charge period. */
export function layerOf({ id, name, value }: Discount, ofRest: Share, limit: Money | null): Layer {
  return { discountId: id, name, inWords: discountInWords(value), limit, ofRest };
}

/** @throws DiscountError */
function takesOf(discount: Discount): Candidate["takes"] {
  const { id, value } = discount;
  if (value.kind === "amount") {
    return value;
  }
  const { numerator, denominator } = percentageOf(id, value.percent);
  return { kind: "percentage", layer: layerOf(discount, shareOf(numerator, 100n * denominator), null) };
}

function scopeIds({ scope }: Discount): ReadonlySet<string> {
  switch (scope.kind) {
    case "all":
    case "vendor":
      return new Set();
    case "products":
      return new Set(scope.productIds);
    case "plans":
      return new Set(scope.planIds);
    case "subscriptions":
      return new Set(scope.subscriptionIds);
  }
}
