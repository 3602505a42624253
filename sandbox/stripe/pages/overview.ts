import { escapeHtml, page } from "../../ui/page";
import { formatAmount } from "../objects/money";
import type { World } from "../state/world";

const NEWEST = 50;

const newest = <T>(collection: Record<string, T>): T[] => Object.values(collection).reverse().slice(0, NEWEST);
const time = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace("T", " ");

function table(title: string, head: string[], rows: string[][]): string {
  const body = rows
    .map((row) => `<tr>${row.map((cell) => `<td style="white-space:nowrap">${cell}</td>`).join("")}</tr>`)
    .join("");
  const content =
    rows.length === 0
      ? "<p class='soft'>None yet.</p>"
      : `<table><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join("")}</tr></thead><tbody>${body}</tbody></table>`;
  return `<h2>${title}</h2><div class="card" style="overflow-x:auto">${content}</div>`;
}

/** What happened here, for people. */
export function overview(world: World): string {
  const { state } = world;
  const payments = newest(state.paymentIntents).map((intent) => [
    time(intent.created),
    escapeHtml(intent.description ?? (Object.values(intent.metadata).join(" ") || intent.id)),
    formatAmount(intent.amount, intent.currency),
    formatAmount(intent.amount_received, intent.currency),
    escapeHtml(intent.status.replaceAll("_", " ")),
    escapeHtml(intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code ?? ""),
  ]);
  const refunds = newest(state.refunds).map((refund) => [
    time(refund.created),
    escapeHtml(refund.payment_intent ?? ""),
    formatAmount(refund.amount, refund.currency),
    escapeHtml(refund.status ?? ""),
  ]);
  const deliveries = newest(state.deliveries).map((delivery) => {
    const last = delivery.attempts.at(-1);
    const answer = last === undefined ? "" : (last.error ?? `HTTP ${last.status}`);
    const next = delivery.nextAttemptAt === null ? "" : delivery.nextAttemptAt.slice(0, 19).replace("T", " ");
    return [escapeHtml(delivery.eventType), delivery.state, String(delivery.attempts.length), escapeHtml(answer), next];
  });
  const waiting = newest(state.sessions).filter((session) => session.status === "open");
  const sessions = waiting.map((session) => [
    time(session.created),
    `<a href="/c/pay/${session.id}">${escapeHtml(session.client_reference_id ?? session.id.slice(0, 20))}</a>`,
    formatAmount(session.amount_total ?? 0, session.currency ?? "usd"),
    time(session.expires_at),
  ]);
  return page(
    "Stripe simulator",
    `<p class="soft">Seatline sandbox</p><h1>Stripe simulator</h1><p class="soft">Now ${time(world.now())} UTC. Times are those of the sandbox clock.</p>
${table("Open card entries", ["Since", "Reference", "Amount", "Open until"], sessions)}
${table("Payments", ["Time", "Payment", "Amount", "Taken", "State", "Refusal"], payments)}
${table("Refunds", ["Time", "Payment", "Amount", "State"], refunds)}
${table("Webhook deliveries", ["Event", "State", "Attempts", "Last answer", "Next attempt"], deliveries)}`,
    { refreshSeconds: 10 },
  );
}
