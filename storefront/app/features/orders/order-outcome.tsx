import { ButtonLink } from "../../components/ui/button";
import { Notice } from "../../components/ui/layout";
import type { Checkout } from "../../server/api/checkouts.server";

type OrderOutcomeProps = { checkout: Checkout; resumeUrl: string | null; domain: string | null; firstSignIn: boolean };

/** What the order's state means for the customer, and what to do next. */
export function OrderOutcome({ checkout, resumeUrl, domain, firstSignIn }: OrderOutcomeProps) {
  switch (checkout.state) {
    case "authorised":
    case "ordering":
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
          <Notice tone="bad">
            {checkout.refusal?.reason ?? "The bank declined the card."} Nothing was charged. You can try again with the
            same card or another one.
          </Notice>
          <div>
            <ButtonLink to="/checkout/review">Back to the review</ButtonLink>
          </div>
        </div>
      );
    case "refused":
      return (
        <div className="grid gap-5">
          <Notice tone="bad" title="Why">
            {checkout.refusal?.reason ?? "Microsoft gave no reason."}
          </Notice>
          <Notice tone="good" title="Your money is released">
            The sum was only reserved on your card and has been released in full. Banks show it as free again within a
            few days. We have been told about this order and will contact you if we can help.
          </Notice>
          <div className="flex flex-wrap gap-3">
            <ButtonLink to="/">Back to the products</ButtonLink>
            <ButtonLink to="/account/company" look="quiet">
              Check your company and tenant
            </ButtonLink>
          </div>
        </div>
      );
    default:
      return <Delivered checkout={checkout} domain={domain} firstSignIn={firstSignIn} />;
  }
}

type DeliveredProps = { checkout: Checkout; domain: string | null; firstSignIn: boolean };

function Delivered({ checkout, domain, firstSignIn }: DeliveredProps) {
  return (
    <div className="grid gap-5">
      {checkout.state === "partly_live" && (
        <Notice tone="warn" title="Not everything was accepted">
          {checkout.refusal?.reason ?? "Microsoft refused a part of the order."} You pay only for what is live; the rest
          was released.
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
