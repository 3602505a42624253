import { Link } from "react-router";
import { DateText, Money } from "../../components/ui/values";
import type { Subscription } from "../../server/api/account.server";
import { planName, seats } from "../plans/labels";
import { ifNobodyActs } from "./outlook";
import { SubscriptionStatus } from "./status";

/** One subscription in a list. */
export function SubscriptionRow({ subscription }: { subscription: Subscription }) {
  const { next_charge } = subscription;
  return (
    <li className="relative grid gap-3 border-b border-line py-4 first:pt-0 last:border-0 last:pb-0 sm:grid-cols-[1fr_auto] sm:items-center sm:gap-x-8">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link
            to={`/account/subscriptions/${subscription.id}`}
            prefetch="intent"
            className="font-semibold after:absolute after:inset-0 hover:underline"
          >
            {subscription.sku_title}
          </Link>
          <SubscriptionStatus status={subscription.status} />
        </div>
        <p className="text-soft">
          {seats(subscription.quantity)}, {planName(subscription)}
          {subscription.domain && `, ${subscription.domain}`}
        </p>
      </div>
      <div className="grid gap-0.5 text-sm sm:text-right">
        {next_charge !== null && (
          <p>
            <Money value={next_charge.net} /> <span className="text-soft">on</span> <DateText on={next_charge.on} />
          </p>
        )}
        <p className="max-w-sm text-soft">{ifNobodyActs(subscription)}</p>
      </div>
    </li>
  );
}
