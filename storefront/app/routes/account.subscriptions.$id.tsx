import { useEffect, useRef } from "react";
import { data, Link, redirect, useLocation } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Icon } from "../components/ui/icon";
import { Card, Fact, Facts, Notice, PageTitle } from "../components/ui/layout";
import { DateText, Money } from "../components/ui/values";
import { chargeAfterTerm, ifNobodyActs } from "../features/account/outlook";
import { SubscriptionStatus } from "../features/account/status";
import { SubscriptionNextInvoice } from "../features/account/subscription-next-invoice";
import { askChange, submitChange } from "../features/changes/ask.server";
import { CancelCard } from "../features/changes/cancel-card";
import { EndCard } from "../features/changes/end-card";
import { ChangeHistory } from "../features/changes/history";
import { ChangeOutcomeNotice } from "../features/changes/outcome";
import { SeatsCard } from "../features/changes/seats-card";
import { UnderWay } from "../features/changes/under-way";
import { isNews, isOpen, lookSeconds, whyClosed } from "../features/changes/words";
import { usePolling } from "../features/orders/use-polling";
import { planName, seats } from "../features/plans/labels";
import { readSubscription } from "../server/api/account.server";
import { readNextInvoice } from "../server/api/billing.server";
import { listChanges } from "../server/api/changes.server";
import { readShop } from "../server/api/shop.server";
import { readClock } from "../server/clock.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.subscriptions.$id";

/** Where the page says how it stands with what was asked for last. */
const NEWS = "news";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const [subscription, changes, { next_invoice }, shop, clock] = await Promise.all([
      readSubscription(api, params.id),
      listChanges(api, params.id),
      readNextInvoice(api),
      readShop(api),
      readClock(),
    ]);
    const open = changes.find(isOpen) ?? null;
    // What would come of another change is not known while one is under way.
    const question = open === null ? await askChange(api, params.id, url.searchParams) : null;
    return {
      ...{ subscription, changes, open, question, next: next_invoice },
      seller: shop.seller.name,
      now: clock.now.toISOString(),
      refreshSeconds: open && lookSeconds(open),
    };
  });
}

/** Asks for a change that was previewed, withdraws one, or leads to the page on which its payment is confirmed. */
export async function action({ context, params, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedCustomer({ context, url }, async (api) => {
    const outcome = await submitChange(api, params.id, form);
    switch (outcome.kind) {
      case "done":
        return redirect(`${url.pathname}#${NEWS}`);
      case "pay":
        return redirect(outcome.url);
      case "asked":
        return data({ question: outcome.question, problem: null }, { status: outcome.status });
      case "refused":
        return data({ question: null, problem: outcome.problem }, { status: outcome.status });
    }
  });
}

/** Also after a refusal: another change may have come first. */
export const shouldRevalidate = () => true;

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData?.subscription.sku_title ?? "Subscription" },
];

export default function SubscriptionPage({ loaderData, actionData }: Route.ComponentProps) {
  const { subscription, changes, open, next, seller, now } = loaderData;
  usePolling(open !== null, open === null ? 0 : lookSeconds(open));
  const news = useFocusOnNews();
  const here = `/account/subscriptions/${subscription.id}`;
  const question = actionData?.question ?? loaderData.question;
  const problem = actionData?.problem?.message ?? null;
  const [newest] = changes;
  const outcome = open === null && newest !== undefined && isNews(newest, now) ? newest : null;
  const hasNews = open !== null || problem !== null || outcome !== null;
  const closed = whyClosed(subscription.status, open !== null);
  const about = (subject: "seats" | "cancel" | "renewal") => (question?.subject === subject ? question : null);
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
      <div ref={news} id={NEWS} tabIndex={-1} className={hasNews ? "grid scroll-mt-20 gap-6 outline-none" : "hidden"}>
        {open !== null && <UnderWay change={open} here={here} seller={seller} problem={problem} />}
        {open === null && problem !== null && (
          <Notice tone="bad" live>
            {problem}
          </Notice>
        )}
        <div role="status" className="empty:hidden">
          {outcome !== null && <ChangeOutcomeNotice change={outcome} seller={seller} />}
        </div>
      </div>
      <div className="grid items-start gap-6 md:grid-cols-2">
        <Card title="Charges">
          <Charges subscription={subscription} />
        </Card>
        <Card title="Term">
          <Facts>
            <Fact name="Started">
              <DateText on={subscription.started_on} />
            </Fact>
            <Fact name="Last day">
              <DateText on={subscription.term_last_on} />
            </Fact>
            {subscription.domain && <Fact name="Tenant">{subscription.domain}</Fact>}
            {subscription.vendor_subscription_id && (
              <Fact name="Microsoft’s number">
                <span className="text-sm break-all">{subscription.vendor_subscription_id}</span>
              </Fact>
            )}
          </Facts>
        </Card>
      </div>
      {next !== null && <SubscriptionNextInvoice next={next} subscriptionId={subscription.id} />}
      {subscription.status === "cancelled" || subscription.status === "ended" ? (
        <p>
          {closed} {ifNobodyActs(subscription)}
        </p>
      ) : (
        <>
          <SeatsCard subscription={subscription} question={about("seats")} here={here} closed={closed} />
          <EndCard subscription={subscription} question={about("renewal")} here={here} closed={closed} />
          <CancelCard subscription={subscription} question={about("cancel")} here={here} now={now} closed={closed} />
        </>
      )}
      <ChangeHistory changes={changes} seller={seller} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`${here}/calendar`} look="quiet" download>
          <Icon name="calendar" />
          Deadlines for your calendar
        </ButtonLink>
      </div>
    </div>
  );
}

/** After a change was asked for, its button is gone: the focus goes where the page says how it stands. */
function useFocusOnNews() {
  const { hash, key } = useLocation();
  const news = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each visit, also when the address is the same
  useEffect(() => {
    if (hash === `#${NEWS}`) {
      news.current?.focus({ preventScroll: true });
    }
  }, [hash, key]);
  return news;
}

type ChargesProps = { subscription: Route.ComponentProps["loaderData"]["subscription"] };

function Charges({ subscription }: ChargesProps) {
  const { next_charge, whole_term, whole_term_before_discounts } = subscription;
  const renewalCharge = chargeAfterTerm(subscription);
  return (
    <Facts>
      {next_charge === null ? (
        <Fact name="Next charge">
          {renewalCharge === null ? "none" : <DateText on={renewalCharge} />}
          {renewalCharge !== null && ", at the price of that day"}
        </Fact>
      ) : (
        <>
          <Fact name="Next charge, net">
            <Money value={next_charge.net} />
          </Fact>
          <Fact name="On">
            <DateText on={next_charge.on} />
          </Fact>
        </>
      )}
      <Fact name="Whole term, net">
        <Money value={whole_term} />
      </Fact>
      {whole_term_before_discounts.amount !== whole_term.amount && (
        <Fact name="Before discounts, net">
          <Money value={whole_term_before_discounts} />
        </Fact>
      )}
    </Facts>
  );
}
