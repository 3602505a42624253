import { Text } from "@medusajs/ui";
import type { Subscription } from "../../../api/admin/csp/subscriptions/document";
import { counted } from "../format";
import { termsInWords } from "../plans/words";
import { ChangesButton } from "../subscription-changes/changes-button";
import { SubscriptionBadge, SubscriptionDetails } from "./subscription-details";

type Props = {
  subscriptions: readonly Subscription[];
  /** The tenant that was told already: only others are named. */
  home: string | undefined;
};

/** Subscriptions under each other. */
export function SubscriptionList({ subscriptions, home }: Props) {
  return (
    <ul className="divide-y">
      {subscriptions.map((subscription) => (
        <li key={subscription.id} className="px-6 py-3">
          <div className="flex items-start justify-between gap-4">
            <Text size="small" weight="plus">
              {subscription.sku_title}
            </Text>
            <SubscriptionBadge status={subscription.status} />
          </div>
          <Text size="small" className="text-ui-fg-subtle">
            {counted(subscription.quantity, "seat")}, {termsInWords(subscription)}
          </Text>
          <SubscriptionDetails subscription={subscription} withTenant={subscription.domain !== home} />
          <div className="pt-2">
            <ChangesButton subscription={subscription} />
          </div>
        </li>
      ))}
    </ul>
  );
}
