import { stripeConnection } from "../../../connections/stripe";
import { stripeKeys } from "../../../integrations/stripe";
import { done } from "../../../integrations/vendor-port";
import { BILLING_MODULE } from "../../../modules/billing";
import { releaseHold } from "../../billing/collect/collect-hold";
import { mailRefused } from "../telling/mails";
import { changeInWords } from "../telling/words";
import type { StepContext, StepOutcome } from "./step";

/** It comes to nothing: what is held for it is let go, its page is closed, and whoever it was refused to is told. */
export async function releaseStep(context: StepContext): Promise<StepOutcome> {
  const { change, container, subscription, now, gateway } = context;
  const held = new Set([change.holdPaymentIntentId, await paymentOfPage(context)].filter((id) => id !== null));
  if (held.size > 0) {
    const account = await container.resolve(BILLING_MODULE).findAccount(change.companyId);
    const about = changeInWords(change, subscription);
    for (const paymentIntentId of held) {
      const hold = { paymentIntentId, reference: change.id, about };
      await releaseHold(container, { hold, billingAccountId: account?.id ?? "", now, gateway });
    }
  }
  const facts = held.size > 0 ? { holdEndedAt: now } : {};
  if (change.refusal === null) {
    return done({ to: "withdrawn", facts });
  }
  await mailRefused(container, change, subscription, change.refusal);
  return done({ to: "refused", facts });
}

/** Closes the page on which the payment was to be confirmed; the payment that somebody made on it all the same. */
async function paymentOfPage({ change, container }: StepContext): Promise<string | null> {
  if (change.pageSessionId === null) {
    return null;
  }
  const { cardEntry } = stripeConnection(container);
  const page = await cardEntry.expireCheckout(change.pageSessionId, stripeKeys.pageExpiry(change.pageSessionId));
  return page.state === "authorised" || page.state === "paid" ? page.paymentIntentId : null;
}
