import type { CreditEntry } from "../../../api/admin/csp/billing-accounts/[id]/credit-entries/document";
import type { Preferences } from "../../../api/admin/csp/billing-accounts/document";

export const ALIGNMENT_OPTIONS = [
  ["anniversary", "Each subscription on its own day"],
  ["billing_day", "All on one day of the month"],
] as const;

export const LOCALE_OPTIONS = [
  ["en", "English"],
  ["de", "German"],
  ["nl", "Dutch"],
] as const;

export const APPROVAL_OPTIONS = [
  ["automatic", "Issued by the run"],
  ["review", "Left as drafts for review"],
] as const;

export const ZERO_OPTIONS = [
  ["send", "Sent"],
  ["keep", "Kept, not sent"],
] as const;

export const ORDER_NUMBER_OPTIONS = [
  ["together", "Together on one invoice"],
  ["apart", "On an invoice for each number"],
] as const;

export const CREDIT_WORDS: Readonly<Record<CreditEntry["kind"], string>> = {
  credit_note: "Earned by a credit note",
  applied: "Used by an invoice",
  refunded: "Refund at the card processor",
  overpaid: "Paid beyond what was asked for",
  adjustment: "Adjusted by hand",
};

const ACTION_WORDS: Readonly<Record<string, string>> = {
  account_changed: "Changed how it is billed",
  invoice_credited: "Credited an invoice",
  draft_issued: "Issued a draft",
  draft_discarded: "Discarded a draft",
  run_stopped: "Stopped a run",
};

/** `Invoice credited` for an action that has no words of its own. */
export function actionInWords(action: string): string {
  const plain = action.replaceAll("_", " ");
  return ACTION_WORDS[action] ?? `${plain.charAt(0).toUpperCase()}${plain.slice(1)}`;
}

/** `Day 15` or `Anniversaries` */
export function alignmentInWords({ alignment, billing_day }: Pick<Preferences, "alignment" | "billing_day">): string {
  return alignment === "billing_day" ? `Day ${billing_day}` : "Anniversaries";
}
