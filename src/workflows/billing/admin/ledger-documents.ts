import type { MedusaContainer } from "@medusajs/framework/types";
import { money } from "../../../domain/money";
import type { CreditEntry, JournalEntry } from "../../../modules/billing";
import { moneyDocument } from "../../purchase/quotes/quote-document";
import { actorNames } from "./actors";

/** Movements of an account's credit balance; `balance` is what each came to. */
export async function creditEntryDocuments(
  container: MedusaContainer,
  entries: readonly CreditEntry[],
  currency: string,
) {
  const names = await actorNames(
    container,
    entries.map((entry) => entry.actor),
  );
  const amount = (minor: number) => moneyDocument(money(minor, currency));
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

/** Who did what, when, with which details. */
export async function journalDocuments(container: MedusaContainer, entries: readonly JournalEntry[]) {
  const names = await actorNames(
    container,
    entries.map((entry) => entry.actor),
  );
  return entries.map((entry) => ({
    at: entry.at.toISOString(),
    actor: names.get(entry.actor) ?? entry.actor,
    action: entry.action,
    billing_account_id: entry.billingAccountId,
    invoice_id: entry.invoiceId,
    billing_run_id: entry.billingRunId,
    detail: entry.detail,
  }));
}
