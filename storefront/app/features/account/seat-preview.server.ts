import { isRefusedInput, previewSeats, type SeatPreview } from "../../server/api/billing.server";
import { explain } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

/** A number of seats that a customer asks about: as typed, with its cost or with what is wrong about it. */
export type SeatQuestion = Readonly<{ typed: string; problem: string | null; preview: SeatPreview | null }>;

/** Reads the number from the page's address and asks what it would cost; null when nothing was asked. */
export async function askSeatCost(
  api: MedusaClient,
  subscriptionId: string,
  query: URLSearchParams,
): Promise<SeatQuestion | null> {
  const typed = query.get("quantity")?.trim();
  if (typed === undefined) {
    return null;
  }
  if (!/^\d{1,6}$/.test(typed)) {
    return { typed, problem: "Enter a whole number of seats, 1 or more.", preview: null };
  }
  try {
    return { typed, problem: null, preview: await previewSeats(api, subscriptionId, Number(typed)) };
  } catch (error) {
    if (isRefusedInput(error)) {
      return { typed, problem: explain(error), preview: null };
    }
    throw error;
  }
}
