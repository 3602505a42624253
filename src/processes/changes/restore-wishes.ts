import type { MedusaContainer } from "@medusajs/framework/types";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../modules/subscription";
import { eachRow } from "../ticker/each-row";

const WISHES_A_TURN = 20;
/** How long nothing is written again for a subscription after it was: somebody at the vendor wants it otherwise, and a person is told. */
const NOT_AGAIN_WITHIN_MS = 24 * 3_600_000;

/**
 * Writes again what customers want at the end of their terms where a reading has found it gone from the vendor's record.
 *
 * @returns for how many it was taken up
 */
export async function restoreWishes(container: MedusaContainer, now: Date): Promise<number> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const before = new Date(now.getTime() - NOT_AGAIN_WITHIN_MS);
  const lost = await subscriptions.listWishesLost(before, WISHES_A_TURN);
  const restore = async ({ id, companyId, endWish, quantity, terms }: Subscription) => {
    if (endWish === null) {
      return;
    }
    await subscriptions.changes.request(
      {
        subscriptionId: id,
        companyId,
        kind: "renewal",
        wanted: { kind: "renewal", ...endWish },
        fromQuantity: quantity,
        previewHash: "",
        shown: { currency: terms.currency, on: now.toISOString().slice(0, 10), gross: 0, amountDue: 0, atOnce: false },
        askedBy: { as: "system", actor: "seatline", reason: null },
        holdAmount: null,
      },
      now,
    );
  };
  const failed = await eachRow(container, lost, restore, {
    duty: "changes",
    failed: "A wish for the end of a term could not be written again",
    about: ({ id }) => ({ subscription_id: id }),
  });
  return lost.length - failed.length;
}
