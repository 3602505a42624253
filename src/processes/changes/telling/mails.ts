import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../../connections/settings";
import { COMPANY_MODULE } from "../../../modules/company";
import type { ChangeRefusal, Subscription, SubscriptionChange } from "../../../modules/subscription";
import { notify } from "../../notify";
import { changeInWords } from "./words";

/** Tells the company that the vendor has confirmed a change; nothing of what Seatline wrote again by itself. */
export async function mailConfirmed(
  container: MedusaContainer,
  change: SubscriptionChange,
  subscription: Subscription,
): Promise<void> {
  if (change.askedBy.as === "system") {
    return;
  }
  const { to, data } = await about(container, change, subscription);
  await notify(container, {
    to,
    template: "change_confirmed",
    key: `change_confirmed:${change.id}`,
    data: { ...data, countsFrom: change.eventId === null ? null : change.countsFrom },
  });
}

export async function mailRefused(
  container: MedusaContainer,
  change: SubscriptionChange,
  subscription: Subscription,
  { reason, by }: ChangeRefusal,
): Promise<void> {
  if (change.askedBy.as === "system") {
    return;
  }
  const { to, data } = await about(container, change, subscription);
  const key = `change_refused:${change.id}`;
  await notify(container, { to, template: "change_refused", key, data: { ...data, reason, by } });
}

/** Tells the company that its bank wants somebody to confirm the payment. */
export async function mailAwaited(
  container: MedusaContainer,
  change: SubscriptionChange,
  subscription: Subscription,
): Promise<void> {
  const { to, data } = await about(container, change, subscription);
  await notify(container, { to, template: "change_awaits_you", key: `change_awaits_you:${change.id}`, data });
}

async function about(container: MedusaContainer, change: SubscriptionChange, subscription: Subscription) {
  const company = await container.resolve(COMPANY_MODULE).retrieve(change.companyId);
  const data = {
    companyName: company.legalName,
    change: changeInWords(change, subscription),
    askedByUs: change.askedBy.as === "seller" ? change.askedBy.reason : null,
    subscriptionsUrl: `${settingsOf(container).shopUrl}/account/subscriptions`,
  };
  return { to: company.email, data };
}
