import { Form, useNavigation } from "react-router";
import { Button, ButtonLink } from "../../components/ui/button";
import { Notice } from "../../components/ui/layout";
import type { Checkout } from "../../server/api/checkouts.server";
import { failureWords, moneyWords, partlyWords, refusalWords } from "./order-state";

/** What the form says that takes the order's own tenant again. */
export const CHOOSE_TENANT = "choose_tenant";

type OrderOutcomeProps = { checkout: Checkout; resumeUrl: string | null; domain: string | null; firstSignIn: boolean };

/** What the order's state means for the customer, and what to do next. */
export function OrderOutcome({ checkout, resumeUrl, domain, firstSignIn }: OrderOutcomeProps) {
  switch (checkout.state) {
    case "authorised":
    case "ordering":
      if (checkout.waits !== null) {
        return <Waiting waits={checkout.waits} />;
      }
      return (
        <Notice tone="info">
          You can close this page or reload it: the order goes on without it, and we write to you when it is done. The
          sum is reserved on your card and is only taken when Microsoft has confirmed the licences.
        </Notice>
      );
    case "awaiting_payment":
      return (
        <div className="grid gap-5">
          <Notice tone="info">Nothing was charged yet. You can go on where you left.</Notice>
          <div className="flex flex-wrap gap-3">
            {resumeUrl !== null && (
              <a className="button button-primary" href={resumeUrl}>
                Continue to the card page
              </a>
            )}
            <ButtonLink to="/checkout/review" look="quiet">
              Back to the review
            </ButtonLink>
          </div>
        </div>
      );
    case "expired":
      return (
        <div className="grid gap-5">
          <Notice tone="warn">
            The card page was open for too long, so its offer has ended. Nothing was charged. Your cart is still there.
          </Notice>
          <div>
            <ButtonLink to="/checkout/review">Review and pay again</ButtonLink>
          </div>
        </div>
      );
    case "payment_failed":
      return (
        <div className="grid gap-5">
          <Notice tone="bad">{failureWords(checkout.refusal).words}</Notice>
          <div>
            <ButtonLink to="/checkout/review">Back to the review</ButtonLink>
          </div>
        </div>
      );
    case "refused":
    case "canceled":
      return <Ended checkout={checkout} />;
    default:
      return <Delivered checkout={checkout} domain={domain} firstSignIn={firstSignIn} />;
  }
}

/** The order stands for a person: what is so, and nothing that nobody has done. */
function Waiting({ waits }: { waits: NonNullable<Checkout["waits"]> }) {
  if (waits.wants_tenant !== null) {
    return <ChooseTenantAgain words={waits.words} domain={waits.wants_tenant.domain} />;
  }
  return (
    <Notice tone="warn" title={waits.wants_address ? "Please correct your address" : "Your order waits for us"}>
      {waits.words} {!waits.wants_address && waits.told && "We have been told of it by mail. "}
      {!waits.wants_address && "If you cannot wait, write to us: the address stands at the foot of this page."}
    </Notice>
  );
}

/** Nothing came of the order: why, and what becomes of the money. */
function Ended({ checkout }: { checkout: Checkout }) {
  const money = moneyWords(checkout.steps);
  return (
    <div className="grid gap-5">
      <Notice tone={checkout.state === "canceled" ? "info" : "bad"} title="Why">
        {refusalWords(checkout.refusal)}
      </Notice>
      <Notice tone={checkout.waits === null ? "good" : "warn"} title={money.title}>
        {money.words} {checkout.waits?.words} If you still need the licences, write to us: the address stands at the
        foot of this page.
      </Notice>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/">Back to the products</ButtonLink>
        <ButtonLink to="/account/company" look="quiet">
          Check your company and tenant
        </ButtonLink>
      </div>
    </div>
  );
}

function ChooseTenantAgain({ words, domain }: { words: string; domain: string }) {
  const busy = useNavigation().state !== "idle";
  return (
    <div className="grid gap-5">
      <Notice tone="warn" title={`Your order is for ${domain}`}>
        {words} If you do not want it any more, write to us: the address stands at the foot of this page.
      </Notice>
      <Form method="post">
        <Button name="intent" value={CHOOSE_TENANT} busy={busy}>
          Choose {domain}
        </Button>
      </Form>
    </div>
  );
}

type DeliveredProps = { checkout: Checkout; domain: string | null; firstSignIn: boolean };

function Delivered({ checkout, domain, firstSignIn }: DeliveredProps) {
  const partly = partlyWords(checkout);
  return (
    <div className="grid gap-5">
      {checkout.state === "partly_live" && (
        <Notice tone="warn" title={partly.title}>
          {partly.words}
        </Notice>
      )}
      <p>
        You can assign them to your people now{domain !== null && ` in ${domain}`}.
        {firstSignIn && " Your new tenant has a first administrator: its name and password are shown to you once."}
      </p>
      <div className="flex flex-wrap gap-3">
        {firstSignIn && <ButtonLink to="/account/first-sign-in">Show the first sign-in</ButtonLink>}
        <a
          className={`button ${firstSignIn ? "button-quiet" : "button-primary"}`}
          href="https://admin.microsoft.com"
          target="_blank"
          rel="noreferrer"
        >
          Open Microsoft 365 admin
        </a>
        <ButtonLink to="/account/subscriptions" look="quiet">
          Your subscriptions
        </ButtonLink>
        {checkout.invoice && (
          <ButtonLink to={`/account/invoices/${checkout.invoice.id}`} look="quiet">
            Invoice {checkout.invoice.number}
          </ButtonLink>
        )}
      </div>
    </div>
  );
}
