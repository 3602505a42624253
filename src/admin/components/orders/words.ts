import type { Order, OrderLine } from "../../../api/admin/csp/orders/[id]/document";
import { counted } from "../format";
import { isLive } from "../subscriptions/words";

type Look = { readonly word: string; readonly color: "green" | "red" | "blue" | "grey" };

export const LINE_LOOKS: Readonly<Record<OrderLine["state"], Look>> = {
  under_way: { word: "Under way", color: "blue" },
  needs_attention: { word: "Needs attention", color: "red" },
  live: { word: "Live", color: "green" },
  refused: { word: "Refused", color: "red" },
  canceled: { word: "Cancelled", color: "grey" },
};

type Note = { readonly label: string; readonly words: string };

/** What Medusa's own buttons do and do not do to the order; null when there is nothing of it at the vendor. */
export function medusaNote(order: Order, cancelled: boolean): Note | null {
  const live = order.subscriptions.filter(isLive).length;
  if (order.tasks.length === 0 || (order.settled && live === 0)) {
    return null;
  }
  const running = counted(live, "subscription");
  if (cancelled) {
    const goesOn = order.settled
      ? `${running} of it ${live === 1 ? "is" : "are"} live and billed on.`
      : "What was not ordered yet is not ordered; what is live already waits for a person, and no card is charged for it.";
    return { label: "Cancelled in Medusa only", words: `Microsoft was told nothing. ${goesOn}` };
  }
  const money = order.settled
    ? `Microsoft has it, so it is not cancelled or refunded here: ${running} would run on. Make a credit note instead.`
    : "It can be cancelled here until Microsoft is asked for it; then nothing is ordered, and nothing is charged.";
  return { label: "Cancelling and giving money back", words: money };
}
