import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { type LocalDate, localDateIn } from "../../../domain/calendar";
import type { Discount } from "../../../domain/discounts";
import { BILLING_MODULE, type JournalEntry } from "../../../modules/billing";

/** Where each day begins first. Accounts have zones of their own, so some may be days ahead of the seller's. */
const EARLIEST_ZONE = "Pacific/Kiritimati";

type Act = { readonly actor: string; readonly now: Date };

/** Keeps a new discount and notes in the journal who agreed it. */
export async function createDiscount(
  container: MedusaContainer,
  { discount, ...act }: Act & { readonly discount: Omit<Discount, "id"> },
): Promise<Discount> {
  const billing = container.resolve(BILLING_MODULE);
  const created = await billing.discounts.create(discount, act.now);
  await billing.journal.write([entry("discount_created", act, { discount: created })]);
  return created;
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
  const result = await billing.discounts.end(id, { on, reached: localDateIn(act.now, EARLIEST_ZONE) });
  if (!result) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Discount ${id} was not found.`);
  }
  const { outcome, discount } = result;
  if (outcome === "over") {
    const message = `${discount.name} ends on ${discount.validUntil} already; an end cannot be put off.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  await billing.journal.write([entry(`discount_${outcome}`, act, { discount })]);
  return { outcome, discount };
}

function entry(action: string, { actor, now }: Act, detail: JournalEntry["detail"]): JournalEntry {
  return { at: now, actor, action, billingAccountId: null, invoiceId: null, billingRunId: null, detail };
}
