import type { CreditEntry } from "../../../api/admin/csp/billing-accounts/[id]/credit-entries/document";
import type { Preferences } from "../../../api/admin/csp/billing-accounts/document";

export const alignmentOptions = [
  ["anniversary", "Each subscription on its own day"],
  ["billing_day", "All on one day of the month"],
] as const;

export const localeOptions = [
  ["en", "English"],
  ["de", "German"],
  ["nl", "Dutch"],
] as const;

export const approvalOptions = [
  ["automatic", "Issued by the run"],
  ["review", "Left as drafts for review"],
] as const;

export const zeroOptions = [
  ["send", "Sent"],
  ["keep", "Kept, not sent"],
] as const;

export const creditWords: Readonly<Record<CreditEntry["kind"], string>> = {
  credit_note: "Earned by a credit note",
  applied: "Used by an invoice",
  adjustment: "Adjusted by hand",
};

const actionWords: Readonly<Record<string, string>> = {
  account_changed: "Changed how it is billed",
  invoice_credited: "Credited an invoice",
  draft_issued: "Issued a draft",
  draft_discarded: "Discarded a draft",
  run_stopped: "Stopped a run",
};

/** `Invoice credited` for an action that has no words of its own. */
export function actionInWords(action: string): string {
  const plain = action.replaceAll("_", " ");
  return actionWords[action] ?? `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** `Day 15` or `Anniversaries` */
export function alignmentInWords({ alignment, billing_day }: Pick<Preferences, "alignment" | "billing_day">): string {
  return alignment === "billing_day" ? `Day ${billing_day}` : "Anniversaries";
}
