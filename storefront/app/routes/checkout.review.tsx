import { data, redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Card, Fact, Facts, Notice } from "../components/ui/layout";
import { Totals } from "../features/cart/totals";
import { ChangedQuote } from "../features/checkout/changed-quote";
import { PayForm } from "../features/checkout/pay-form";
import { earlierAttempt, quoteToReview, submitReview } from "../features/checkout/review.server";
import { ReviewLines } from "../features/checkout/review-lines";
import { StepPage } from "../features/checkout/step-page";
import { RelationshipNotice } from "../features/company/relationship-notice";
import { readShop } from "../server/api/shop.server";
import { readClock } from "../server/clock.server";
import { formFailure } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.review";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "review", async (state, api, session) => {
    const attempt = await earlierAttempt(api, session);
    if (attempt !== null && "ordered" in attempt) {
      throw redirect(`/orders/${attempt.ordered}`);
    }
    const quote = quoteToReview(state);
    const [shop, clock] = await Promise.all([readShop(api), readClock()]);
    return { quote, attempt, company: state.company, consent: shop.card_consent, now: clock.now.toISOString() };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "review", async (state, api, session) => {
    const result = await submitReview(state, api, session, form);
    switch (result.outcome) {
      case "started":
        return redirect(result.url);
      case "refused":
        return formFailure(result.failure);
      case "quote_changed": {
        const seen = (name: string) => String(form.get(`seen_${name}`) ?? "").slice(0, 40);
        const figures = { due_now: seen("due_now"), each_month: seen("each_month"), whole_term: seen("whole_term") };
        return data({ changed: { quote: result.quote, seen: figures } }, { status: 409 });
      }
    }
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Review and pay" }];

export default function ReviewStep({ loaderData, actionData }: Route.ComponentProps) {
  const { attempt, company, consent, now } = loaderData;
  const changed = actionData && "changed" in actionData ? actionData.changed : null;
  const memory = actionData && "problems" in actionData ? actionData : NO_MEMORY;
  const quote = changed?.quote ?? loaderData.quote;
  const tenant = company?.tenant ?? null;
  return (
    <StepPage step="review" title="Review and pay" wide>
      {attempt?.state === "failed" && (
        <Notice tone="bad" title="The payment did not go through" live>
          {attempt.reason ?? "The bank declined the card."} Nothing was charged. You can try again with the same card or
          another one.
        </Notice>
      )}
      {attempt?.state === "unfinished" && (
        <Notice tone="info" title="You left the card page before the payment was done" live>
          Nothing was charged. Pay below when you are ready.
        </Notice>
      )}
      {changed !== null && <ChangedQuote seen={changed.seen} quote={changed.quote} />}
      {tenant?.kind === "existing" && tenant.state !== "linked" && tenant.relationship_url && (
        <RelationshipNotice domain={tenant.domain} url={tenant.relationship_url} />
      )}
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_23rem]">
        <div className="grid gap-6">
          <Card title="Your order">
            <ReviewLines quote={quote} now={now} />
          </Card>
          {company !== null && (
            <Card title="For">
              <Facts>
                <Fact name="Company">{company.legal_name}</Fact>
                <Fact name="Invoices to">{company.email}</Fact>
                <Fact name="Tenant">{tenant?.domain}</Fact>
                {company.agreement?.name && <Fact name="Agreement accepted by">{company.agreement.name}</Fact>}
              </Facts>
            </Card>
          )}
        </div>
        <div className="lg:sticky lg:top-6">
          <Card title="To pay">
            <div className="grid gap-6">
              <Totals quote={quote} />
              <PayForm key={quote.hash} quote={quote} consentText={consent.text} memory={memory} />
            </div>
          </Card>
        </div>
      </div>
    </StepPage>
  );
}
