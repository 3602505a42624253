import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import type { LocalDate } from "../../domain/calendar";
import { type ConfirmedEnd, isConfirmed, isWishOnRecord } from "../../domain/subscription";
import { InputError } from "../../errors/input-error";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../modules/subscription";
import { wakeTicker } from "../ticker";
import { plannedEndOf, type Renewal, renewalsOf } from "./list-renewals";

export type ConfirmRequest = {
  readonly subscription: Subscription;
  /** What whoever confirms was shown: of which term, and what happens then. */
  readonly seen: ConfirmedEnd & { readonly termEndsOn: LocalDate };
  /** Id of the customer. */
  readonly by: string;
  readonly now: Date;
};

/**
 * Keeps that a company wants what is planned for the end of a term. From then on it is the company's wish: where it was only
 * the vendor's default, it is looked after as if it had been chosen, and written again where the vendor's record loses it.
 * Confirmed twice, it was confirmed once.
 *
 * @throws InputError naming `subscription` when it is over, suspended, or locked by the vendor; MedusaError conflict in words
 * when something else is planned than was shown, or a change is under way
 */
export async function confirmRenewal(container: MedusaContainer, request: ConfirmRequest): Promise<Renewal> {
  const { subscription, seen, by, now } = request;
  const { id: subscriptionId, companyId, termEndsOn } = subscription;
  const module = container.resolve(SUBSCRIPTION_MODULE);
  const { renewals } = module;
  const said = (await renewals.talkOf([subscriptionId])).get(subscriptionId) ?? null;
  const planned = plannedEndOf(subscription, said);
  if (subscription.status !== "active") {
    throw InputError.of("subscription", "is not active; nothing of it can be confirmed");
  }
  if (now >= planned.changeableUntil) {
    throw InputError.of("subscription", "is renewed within a day; what happens then is settled");
  }
  if (said?.isChanging) {
    throw conflict("A change of this subscription is under way. Wait until it is done, and look again.");
  }
  if (seen.termEndsOn !== termEndsOn || !isConfirmed(planned, seen)) {
    throw conflict("What is planned for the end of the term is not what you were shown any more. Look at it again.");
  }
  const { outcome, quantity } = planned;
  await module.inTransaction(async (trx) => {
    await renewals.confirm({ subscriptionId, companyId, termEndsOn, outcome, quantity, by, at: now }, trx);
    if (subscription.endWish === null) {
      const wish = { outcome, quantity: outcome === "renew" ? subscription.nextQuantity : null };
      const isKept = isWishOnRecord(wish, subscription, subscription.quantity);
      await renewals.adoptWish(subscriptionId, wish, isKept ? subscription.syncedAt : null, trx);
    }
  });
  wakeTicker(container);
  const [renewal] = await renewalsOf(container, await module.list({ ids: [subscriptionId] }), now);
  return renewal as Renewal;
}

const conflict = (words: string): MedusaError => new MedusaError(MedusaError.Types.CONFLICT, words);
