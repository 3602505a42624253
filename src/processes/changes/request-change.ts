import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { InputError } from "../../errors/input-error";
import { cardAmountProblem } from "../../integrations/stripe";
import { ATTENTION_MODULE } from "../../modules/attention";
import { BILLING_MODULE } from "../../modules/billing";
import {
  type AskedBy,
  type ChangeKind,
  type ChangeWanted,
  SUBSCRIPTION_MODULE,
  type SubscriptionChange,
} from "../../modules/subscription";
import { type ChangePreview, previewChange } from "../billing/preview/change";
import { wakeTicker } from "../ticker";

export type ChangeRequest = {
  readonly companyId: string;
  readonly subscriptionId: string;
  readonly wanted: ChangeWanted;
  /** Of the preview that was agreed to. */
  readonly hash: string;
  readonly askedBy: AskedBy;
  readonly now: Date;
};

/**
 * Takes up a change that somebody has seen the preview of. The preview is made anew; only when it is the same is the change
 * written down. Asked for again while it is open, it is the same change.
 *
 * @throws MedusaError not_found for a subscription of another company; conflict in words when another change is open, or the
 * preview has moved; InputError when it is not possible (any more)
 */
export async function requestChange(container: MedusaContainer, request: ChangeRequest): Promise<SubscriptionChange> {
  const { companyId, subscriptionId, wanted, hash, askedBy, now } = request;
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const [subscription] = await subscriptions.list({ companyIds: [companyId], ids: [subscriptionId] });
  if (!subscription) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
  }
  const open = await subscriptions.changes.openOf(subscriptionId);
  if (open !== null) {
    return sameOrConflict(open, hash);
  }
  const preview = await previewChange(container, { companyId, subscriptionId, wanted, now });
  if (preview.hash !== hash) {
    throw conflict("What this change costs, or when it counts, is not what you were shown any more. Look at it again.");
  }
  const change = {
    ...{ subscriptionId, companyId, wanted, askedBy },
    kind: kindOf(preview),
    fromQuantity: preview.subscription.quantity,
    previewHash: hash,
    shown: shownMoney(preview),
    holdAmount: await amountToHold(container, preview),
  };
  const id = await subscriptions.inTransaction(async (trx) => {
    const written = await subscriptions.changes.request(change, now, trx);
    if (written !== null && askedBy.as === "seller") {
      await container.resolve(ATTENTION_MODULE).recordAct(trx, {
        at: now,
        actor: askedBy.actor,
        action: "request_change",
        objectKind: "subscription",
        objectId: subscriptionId,
        detail: { change: written, wanted, reason: askedBy.reason },
      });
    }
    return written;
  });
  const asked = id === null ? await subscriptions.changes.openOf(subscriptionId) : await subscriptions.changes.find(id);
  if (asked === null) {
    throw conflict("Another change of this subscription came first and is over by now. Look at it again.");
  }
  wakeTicker(container);
  return id === null ? sameOrConflict(asked, hash) : asked;
}

function sameOrConflict(open: SubscriptionChange, hash: string): SubscriptionChange {
  if (open.previewHash === hash) {
    return open;
  }
  throw conflict(
    "Another change of this subscription is being made. Wait until it is done, or withdraw it, and look at yours again.",
  );
}

const conflict = (words: string): MedusaError => new MedusaError(MedusaError.Types.CONFLICT, words);

function kindOf({ wanted, subscription }: ChangePreview): ChangeKind {
  if (wanted.kind === "seats") {
    return wanted.quantity > subscription.quantity ? "add_seats" : "return_seats";
  }
  return wanted.kind;
}

function shownMoney({ account, charge, on }: ChangePreview): SubscriptionChange["shown"] {
  return {
    currency: account.currency,
    on,
    gross: charge?.planned.invoice.gross ?? 0,
    amountDue: charge?.planned.amountDue ?? 0,
    atOnce: charge?.atOnce ?? false,
  };
}

/**
 * What is held on the saved card before the vendor is asked, minor units; null where nothing is: no money is due at once, the
 * account pays later, has no saved card, or the sum is too small for one.
 *
 * @throws InputError when the sum is more than a card is charged at once
 */
async function amountToHold(container: MedusaContainer, { account, charge }: ChangePreview): Promise<number | null> {
  const amount = charge?.planned.amountDue ?? 0;
  if (amount === 0 || !charge?.atOnce || account.paymentTermsDays > 0 || account.stripeCustomerId === null) {
    return null;
  }
  if ((await container.resolve(BILLING_MODULE).defaultPaymentMethod(account.id)) === null) {
    return null;
  }
  const problem = cardAmountProblem(amount, account.currency);
  if (problem === null) {
    return amount;
  }
  if (problem.kind === "too_small") {
    return null;
  }
  throw InputError.of("subscription", `comes to more than your card can be asked for: ${problem.words} Please ask us`);
}
