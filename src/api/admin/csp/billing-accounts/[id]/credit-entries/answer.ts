import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../../../domain/money";
import type { CreditEntry } from "../../../../../../modules/billing";
import { actorNames } from "../../../../../../reads/names";
import type * as document from "./document";

/** Movements of an account's credit balance; `balance` is what each came to. */
export async function creditEntryDocuments(
  container: MedusaContainer,
  entries: readonly CreditEntry[],
  currency: string,
): Promise<document.CreditEntry[]> {
  const names = await actorNames(
    container,
    entries.map((entry) => entry.actor),
  );
  const amount = (minor: number) => decimalMoney(money(minor, currency));
  return entries.map((entry) => ({
    id: entry.id,
    kind: entry.kind,
    invoice_id: entry.invoiceId,
    amount: amount(entry.amount),
    balance: amount(entry.balance),
    reason: entry.reason,
    actor: names.get(entry.actor) ?? entry.actor,
    created_at: entry.createdAt.toISOString(),
  }));
}
