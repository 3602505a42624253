import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { type LocalDate, localDateIn } from "../../../domain/calendar";
import type { Discount } from "../../../domain/discounts";
import { InputError } from "../../../errors/input-error";
import type { FieldProblem } from "../../../input";
import { BILLING_MODULE, type JournalEntry } from "../../../modules/billing";
import { type OptionKind, unknownIds } from "../../../reads/discount-options";

/** Where each day begins first. Accounts have zones of their own, so some may be days ahead of the seller's. */
const EARLIEST_ZONE = "Pacific/Kiritimati";

type Act = { readonly actor: string; readonly now: Date };

/**
 * Keeps a new discount and notes in the journal who agreed it.
 *
 * @throws InputError for an id that names nothing: such a discount would look active and never apply
 */
export async function createDiscount(
  container: MedusaContainer,
  { discount, ...act }: Act & { readonly discount: Omit<Discount, "id"> },
): Promise<Discount> {
  await refuseUnknown(container, discount);
  const billing = container.resolve(BILLING_MODULE);
  return billing.inTransaction(async (trx) => {
    const created = await billing.discounts.create(discount, act.now, trx);
    await billing.journal.write(trx, [entry("discount_created", act, { discount: created })]);
    return created;
  });
}

/**
 * Ends a discount on a day (the first on which it no longer counts) and notes who ended it. The journal keeps the
 * whole discount, so a withdrawn one is not lost.
 *
 * @throws MedusaError not_found; not_allowed when it is over by then anyway
 */
export async function endDiscount(
  container: MedusaContainer,
  { id, on, ...act }: Act & { readonly id: string; readonly on: LocalDate },
): Promise<{ outcome: "ended" | "withdrawn"; discount: Discount }> {
  const billing = container.resolve(BILLING_MODULE);
  return billing.inTransaction(async (trx) => {
    const result = await billing.discounts.end(id, { on, reached: localDateIn(act.now, EARLIEST_ZONE) }, trx);
    if (!result) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Discount ${id} was not found.`);
    }
    const { outcome, discount } = result;
    if (outcome === "over") {
      const message = `${discount.name} ends on ${discount.validUntil} already; an end cannot be put off.`;
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
    }
    await billing.journal.write(trx, [entry(`discount_${outcome}`, act, { discount })]);
    return { outcome, discount };
  });
}

async function refuseUnknown(
  container: MedusaContainer,
  { scope, customers }: Pick<Discount, "scope" | "customers">,
): Promise<void> {
  const problems: FieldProblem[] = [];
  const look = async (field: string, kind: OptionKind, ids: readonly string[]) => {
    for (const id of await unknownIds(container, { kind, ids })) {
      problems.push({ field, message: `${id} is not known; choose one of the ${kind} that the search finds` });
    }
  };
  if (customers.kind === "companies") {
    await look("customers.company_ids", "companies", customers.companyIds);
  }
  if (scope.kind === "products") {
    await look("scope.product_ids", "products", scope.productIds);
  }
  if (scope.kind === "plans") {
    await look("scope.plan_ids", "plans", scope.planIds);
  }
  if (scope.kind === "subscriptions") {
    await look("scope.subscription_ids", "subscriptions", scope.subscriptionIds);
  }
  if (problems.length > 0) {
    throw new InputError(problems);
  }
}

function entry(action: string, { actor, now }: Act, detail: JournalEntry["detail"]): JournalEntry {
  return { at: now, actor, action, billingAccountId: null, invoiceId: null, billingRunId: null, detail };
}
