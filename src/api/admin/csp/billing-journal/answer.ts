import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../domain/money";
import { BILLING_MODULE, type JournalEntry } from "../../../../modules/billing";
import { actorNames } from "../../../../reads/names";
import type * as document from "./document";

/** Details that are amounts in minor units of the entry's account. */
const AMOUNTS: ReadonlySet<string> = new Set(["gross", "reduced"]);

/** Who did what, when, with which details. */
export async function journalDocuments(
  container: MedusaContainer,
  entries: readonly JournalEntry[],
): Promise<document.JournalEntry[]> {
  const names = await actorNames(
    container,
    entries.map((entry) => entry.actor),
  );
  const currencies = await currenciesOf(container, entries);
  return entries.map((entry) => ({
    at: entry.at.toISOString(),
    actor: names.get(entry.actor) ?? entry.actor,
    action: entry.action,
    billing_account_id: entry.billingAccountId,
    invoice_id: entry.invoiceId,
    billing_run_id: entry.billingRunId,
    detail: withMoney(entry.detail, currencies.get(entry.billingAccountId ?? "")),
  }));
}

function withMoney(detail: JournalEntry["detail"], currency: string | undefined): JournalEntry["detail"] {
  if (currency === undefined) {
    return detail;
  }
  return Object.fromEntries(
    Object.entries(detail).map(([name, value]) => [
      name,
      AMOUNTS.has(name) && typeof value === "number" ? decimalMoney(money(value, currency)) : value,
    ]),
  );
}

async function currenciesOf(container: MedusaContainer, entries: readonly JournalEntry[]) {
  const ids = [...new Set(entries.flatMap((entry) => entry.billingAccountId ?? []))];
  const accounts = ids.length === 0 ? [] : await container.resolve(BILLING_MODULE).accounts.byIds(ids);
  return new Map(accounts.map((account) => [account.id, account.currency]));
}
