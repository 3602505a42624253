import type { Order, OrderLine } from "../../../api/admin/csp/orders/[id]/document";
import { counted } from "../format";
import { isLive } from "../subscriptions/words";

type Look = { readonly word: string; readonly color: "green" | "red" | "blue" };

export const LINE_LOOKS: Readonly<Record<OrderLine["state"], Look>> = {
  under_way: { word: "Under way", color: "blue" },
  needs_attention: { word: "Needs attention", color: "red" },
  live: { word: "Live", color: "green" },
  refused: { word: "Refused", color: "red" },
};

type Note = { readonly label: string; readonly words: string };

/** What Medusa's own buttons do not do to the order; null when there is nothing of it at the vendor. */
export function medusaNote(order: Order, cancelled: boolean): Note | null {
  const live = order.subscriptions.filter(isLive).length;
  if (order.tasks.length === 0 || (order.settled && live === 0)) {
    return null;
  }
  const running = counted(live, "subscription");
  if (cancelled) {
    const goesOn = order.settled
      ? `${running} of it ${live === 1 ? "is" : "are"} live and billed on.`
      : "What was not live yet goes on being ordered, and what goes live is charged to the saved card.";
    return { label: "Cancelled in Medusa only", words: `Microsoft was told nothing. ${goesOn}` };
  }
  const money = order.settled
    ? `${running} would stay live and be billed on. Medusa would refund what it has captured, and the invoice would stay as it is.`
    : "What is being ordered goes on. Medusa would release the authorisation, and what goes live would be charged to the saved card.";
  return { label: "Cancelling or editing here does not reach Microsoft", words: money };
}
