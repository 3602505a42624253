import { data, Link, redirect } from "react-router";
import { NO_MEMORY } from "../components/ui/field";
import { Card, Fact, Facts, Notice } from "../components/ui/layout";
import { UnconfirmedAddress } from "../features/account/unconfirmed-address";
import { Totals } from "../features/cart/totals";
import { ChangedQuote } from "../features/checkout/changed-quote";
import { PayForm } from "../features/checkout/pay-form";
import { earlierAttempt, quoteToReview, submitReview, takeSuggestedAddress } from "../features/checkout/review.server";
import { ReviewLines } from "../features/checkout/review-lines";
import { StepPage } from "../features/checkout/step-page";
import { addressInWords, SuggestedAddress, USE_SUGGESTED_ADDRESS } from "../features/checkout/suggested-address";
import { RelationshipNotice } from "../features/company/relationship-notice";
import { TaxIdNotice } from "../features/company/tax-id-notice";
import { failureWords } from "../features/orders/order-state";
import { type Address, refreshTenant } from "../server/api/company.server";
import { readMailAddress } from "../server/api/customers.server";
import { readShop } from "../server/api/shop.server";
import { readClock } from "../server/clock.server";
import type { FormFailure } from "../server/forms.server";
import { guardedStep } from "../server/guards.server";
import type { Route } from "./+types/checkout.review";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedStep({ context, url }, "review", async (state, api, session) => {
    const attempt = await earlierAttempt(api, session);
    if (attempt !== null && "ordered" in attempt) {
      throw redirect(`/orders/${attempt.ordered}`);
    }
    const quote = quoteToReview(state);
    // Its owner may have accepted us since the tenant was chosen: what is shown here is how things stand now.
    const pending = state.company?.tenant?.state === "pending_relationship";
    const [company, shop, clock, address] = await Promise.all([
      pending ? refreshTenant(api) : state.company,
      readShop(api),
      readClock(),
      readMailAddress(api),
    ]);
    return {
      quote,
      attempt,
      company,
      unconfirmed: address?.confirmed === false ? address.email : null,
      consent: shop.card_consent,
      now: clock.now.toISOString(),
      poNumber: session.data.poNumber ?? "",
    };
  });
}

export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedStep({ context, url }, "review", async (state, api, session) => {
    if (form.get("intent") === USE_SUGGESTED_ADDRESS) {
      const used = await takeSuggestedAddress(state, api);
      return used.ok ? redirect("/checkout/review") : refused(used.failure, null);
    }
    const result = await submitReview(state, api, session, form);
    switch (result.outcome) {
      case "started":
        return redirect(result.url);
      case "refused":
        return refused(result.failure, result.suggestion);
      case "quote_changed": {
        const seen = (name: string) => String(form.get(`seen_${name}`) ?? "").slice(0, 40);
        const figures = { due_now: seen("due_now"), each_month: seen("each_month"), whole_term: seen("whole_term") };
        const seenTenant = String(form.get("seen_tenant") ?? "").slice(0, 255);
        return data({ changed: { quote: result.quote, seen: figures, seenTenant } }, { status: 409 });
      }
    }
  });
}

/** What stands beside the fields, and the address that Microsoft would rather have. */
function refused({ problems, values, status = 400 }: FormFailure, suggestion: Address | null) {
  return data({ problems, values, suggestion }, { status });
}

export const meta: Route.MetaFunction = () => [{ title: "Review and pay" }];

export default function ReviewStep({ loaderData, actionData }: Route.ComponentProps) {
  const { attempt, company, unconfirmed, consent, now, poNumber } = loaderData;
  const changed = actionData && "changed" in actionData ? actionData.changed : null;
  const failed = actionData && "problems" in actionData ? actionData : null;
  const memory = failed ?? NO_MEMORY;
  const failure = failureWords(attempt?.refusal ?? null);
  const suggestion = failed?.suggestion ?? null;
  const quote = changed?.quote ?? loaderData.quote;
  const tenant = company?.tenant ?? null;
  return (
    <StepPage step="review" title="Review and pay" wide>
      {attempt?.state === "failed" && (
        <Notice tone="bad" title={failure.title} live>
          {failure.words}
        </Notice>
      )}
      {attempt?.state === "unfinished" && (
        <Notice tone="info" title="You left the card page before the payment was done" live>
          Nothing was charged. Pay below when you are ready.
        </Notice>
      )}
      {unconfirmed !== null && <UnconfirmedAddress email={unconfirmed} />}
      {suggestion !== null && <SuggestedAddress address={suggestion} />}
      {changed !== null && <ChangedQuote {...changed} />}
      {tenant?.state === "unproven" && (
        <Notice tone="warn" title={`${tenant.domain} is not proven to be yours yet`}>
          Enter the code that its contact at Microsoft was sent,{" "}
          <Link className="link" to="/checkout/tenant">
            on the tenant step
          </Link>
          . Until then nothing can be ordered for it.
        </Notice>
      )}
      {tenant?.state === "pending_relationship" && tenant.relationship_url && (
        <RelationshipNotice domain={tenant.domain} url={tenant.relationship_url} />
      )}
      <TaxIdNotice company={company} />
      <div className="grid items-start gap-6 lg:grid-cols-[1fr_23rem]">
        <div className="grid gap-6">
          <Card title="Your order">
            <ReviewLines quote={quote} now={now} />
          </Card>
          {company !== null && (
            <Card title="For">
              <Facts>
                <Fact name="Company">{company.legal_name}</Fact>
                <Fact name="Address">{addressInWords(company.address)}</Fact>
                <Fact name="Invoices to">{company.email}</Fact>
                <Fact name="Tenant">{quote.tenant?.domain}</Fact>
                {company.agreement.name && <Fact name="Agreement accepted by">{company.agreement.name}</Fact>}
              </Facts>
              <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
                <Link className="link" to="/checkout/company">
                  Change company or address
                </Link>
                <Link className="link" to="/checkout/tenant">
                  Change tenant
                </Link>
              </p>
            </Card>
          )}
        </div>
        <div className="lg:sticky lg:top-6">
          <Card title="To pay">
            <div className="grid gap-6">
              <Totals quote={quote} />
              <PayForm key={quote.hash} quote={quote} consentText={consent.text} poNumber={poNumber} memory={memory} />
            </div>
          </Card>
        </div>
      </div>
    </StepPage>
  );
}
