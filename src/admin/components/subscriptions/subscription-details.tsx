import { Badge, Text } from "@medusajs/ui";
import type { Subscription } from "../../../api/admin/csp/subscriptions/document";
import { Instant } from "../instant";
import { AGREEMENT_LOOKS, isLive, renewalInWords, STATUS_LOOKS } from "./words";

export function SubscriptionBadge({ status }: Pick<Subscription, "status">) {
  const { word, color } = STATUS_LOOKS[status];
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {word}
    </Badge>
  );
}

type Props = { subscription: Subscription; withTenant?: boolean };

/** How a subscription's term ends, where it lives, and what a person has to look at. */
export function SubscriptionDetails({ subscription, withTenant = true }: Props) {
  const { domain, vendor_subscription_id, auto_renew, agreement, problem } = subscription;
  return (
    <>
      <Text size="small" className="text-ui-fg-subtle">
        {isLive(subscription) ? `${renewalInWords(subscription)}, auto-renew ${auto_renew ? "on" : "off"}` : "Over"}
      </Text>
      {withTenant ? (
        <Text size="small" className="text-ui-fg-subtle" style={{ overflowWrap: "anywhere" }}>
          {domain}
        </Text>
      ) : null}
      <Text size="small" className="text-ui-fg-subtle" style={{ overflowWrap: "anywhere" }}>
        Id {vendor_subscription_id}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {AGREEMENT_LOOKS[agreement.state].word} since <Instant at={agreement.since} />
      </Text>
      {problem === null ? null : (
        <Text size="small" className="text-ui-fg-error">
          Look at it: {problem}
        </Text>
      )}
    </>
  );
}
