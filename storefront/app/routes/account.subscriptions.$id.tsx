import { Link } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Icon } from "../components/ui/icon";
import { Card, Fact, Facts, PageTitle } from "../components/ui/layout";
import { DateText, Money } from "../components/ui/values";
import { chargeAfterTerm, ifNobodyActs } from "../features/account/outlook";
import { ReturnWindows } from "../features/account/return-windows";
import { SeatForm } from "../features/account/seat-form";
import { askSeatCost } from "../features/account/seat-preview.server";
import { SubscriptionStatus } from "../features/account/status";
import { SubscriptionNextInvoice } from "../features/account/subscription-next-invoice";
import { planName, seats } from "../features/plans/labels";
import { readSubscription } from "../server/api/account.server";
import { readNextInvoice } from "../server/api/billing.server";
import { readShop } from "../server/api/shop.server";
import { readClock } from "../server/clock.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.subscriptions.$id";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const [subscription, { next_invoice }, question, shop, clock] = await Promise.all([
      readSubscription(api, params.id),
      readNextInvoice(api),
      askSeatCost(api, params.id, url.searchParams),
      readShop(api),
      readClock(),
    ]);
    return { subscription, next: next_invoice, question, seller: shop.seller, now: clock.now.toISOString() };
  });
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData?.subscription.sku_title ?? "Subscription" },
];

export default function SubscriptionPage({ loaderData }: Route.ComponentProps) {
  const { subscription, next, question, seller, now } = loaderData;
  const renewalCharge = chargeAfterTerm(subscription);
  return (
    <div className="grid gap-6">
      <PageTitle
        title={subscription.sku_title}
        eyebrow={
          <Link className="link" to="/account/subscriptions">
            All subscriptions
          </Link>
        }
      >
        <span className="flex flex-wrap items-center gap-3">
          <SubscriptionStatus status={subscription.status} />
          {seats(subscription.quantity)}, {planName(subscription)}
        </span>
      </PageTitle>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="Charges">
          <Facts>
            {subscription.next_charge === null ? (
              <Fact name="Next charge">
                {renewalCharge === null ? "none" : <DateText on={renewalCharge} />}
                {renewalCharge !== null && ", at the price of that day"}
              </Fact>
            ) : (
              <>
                <Fact name="Next charge, net">
                  <Money value={subscription.next_charge.net} />
                </Fact>
                <Fact name="On">
                  <DateText on={subscription.next_charge.on} />
                </Fact>
              </>
            )}
            <Fact name="Whole term, net">
              <Money value={subscription.whole_term} />
            </Fact>
            {subscription.whole_term_before_discounts.amount !== subscription.whole_term.amount && (
              <Fact name="Before discounts, net">
                <Money value={subscription.whole_term_before_discounts} />
              </Fact>
            )}
          </Facts>
        </Card>
        <Card title="Term">
          <Facts>
            <Fact name="Started">
              <DateText on={subscription.started_on} />
            </Fact>
            <Fact name="Last day">
              <DateText on={subscription.term_last_on} />
            </Fact>
            <Fact name="If nobody acts">{ifNobodyActs(subscription)}</Fact>
            {subscription.domain && <Fact name="Tenant">{subscription.domain}</Fact>}
          </Facts>
        </Card>
      </div>
      {next !== null && <SubscriptionNextInvoice next={next} subscriptionId={subscription.id} />}
      {subscription.status === "active" && <SeatForm subscription={subscription} question={question} seller={seller} />}
      <Card title="Returning seats">
        <ReturnWindows windows={subscription.return_windows} termLastOn={subscription.term_last_on} now={now} />
      </Card>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`/account/subscriptions/${subscription.id}/calendar`} look="quiet" download>
          <Icon name="calendar" />
          Deadlines for your calendar
        </ButtonLink>
      </div>
      {subscription.vendor_subscription_id && (
        <p className="text-sm break-all text-soft">Microsoft&rsquo;s number: {subscription.vendor_subscription_id}</p>
      )}
    </div>
  );
}
