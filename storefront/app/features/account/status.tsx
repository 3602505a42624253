import { Badge } from "../../components/ui/layout";
import type { Invoice } from "../../server/api/account.server";

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
  void: { tone: "plain", word: "Void" },
};

export function InvoiceStatus({ status }: { status: Invoice["status"] }) {
  const { tone, word } = INVOICE[status];
  return <Badge tone={tone}>{word}</Badge>;
}
