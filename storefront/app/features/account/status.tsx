import { Badge } from "../../components/ui/layout";
import type { Invoice } from "../../server/api/invoices.server";

const SUBSCRIPTION: Record<string, { tone: "good" | "warn" | "bad" | "plain"; word: string }> = {
  active: { tone: "good", word: "Active" },
  pending: { tone: "plain", word: "Starting" },
  suspended: { tone: "warn", word: "Suspended" },
  cancelled: { tone: "plain", word: "Cancelled" },
  ended: { tone: "plain", word: "Ended" },
  expired: { tone: "plain", word: "Ended" },
};

export function SubscriptionStatus({ status }: { status: string }) {
  const { tone, word } = SUBSCRIPTION[status] ?? { tone: "plain" as const, word: status };
  return <Badge tone={tone}>{word}</Badge>;
}

const INVOICE: Record<Invoice["status"], { tone: "good" | "info" | "bad" | "plain"; word: string }> = {
  paid: { tone: "good", word: "Paid" },
  open: { tone: "info", word: "Open" },
  payment_failed: { tone: "bad", word: "Payment failed" },
  void: { tone: "plain", word: "Credited in full" },
  issued: { tone: "plain", word: "Credit note" },
};

/** How it stands with an invoice. A credit note has nothing to settle, so it says what it is. */
export function InvoiceStatus({ status }: { status: Invoice["status"] }) {
  const { tone, word } = INVOICE[status];
  return <Badge tone={tone}>{word}</Badge>;
}

/** What a document calls itself: "Invoice INV-2026-000001". */
export function documentName({ kind, number }: Pick<Invoice, "kind" | "number">): string {
  return `${kind === "credit_note" ? "Credit note" : "Invoice"} ${number}`;
}
