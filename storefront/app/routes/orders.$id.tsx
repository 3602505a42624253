import { redirect } from "react-router";
import { ErrorSummary } from "../components/ui/error-summary";
import { NO_MEMORY } from "../components/ui/field";
import { Card, Container, PageTitle } from "../components/ui/layout";
import { paymentUrl } from "../features/checkout/review.server";
import { AddressForm } from "../features/orders/address-form";
import { addressDefaults, submitAddress } from "../features/orders/address-form.server";
import { OrderMark } from "../features/orders/order-mark";
import { CHOOSE_TENANT, OrderOutcome } from "../features/orders/order-outcome";
import { isMoving, orderTitle, POLL_SECONDS } from "../features/orders/order-state";
import { OrderSteps } from "../features/orders/order-steps";
import { usePolling } from "../features/orders/use-polling";
import { chooseWantedTenant } from "../features/orders/wanted-tenant.server";
import { readCheckout } from "../server/api/checkouts.server";
import { readCompany } from "../server/api/company.server";
import { formFailure } from "../server/forms.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/orders.$id";

/** States in which the cart still belongs to the customer; in all others it has become an order. */
const CART_KEPT = new Set(["awaiting_payment", "payment_failed", "expired"]);

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api, session) => {
    const [checkout, company] = await Promise.all([readCheckout(api, params.id), readCompany(api)]);
    const mine = session.data.checkoutId === checkout.id;
    if (checkout.state === "payment_failed" && mine && session.data.cartId !== undefined) {
      throw redirect("/checkout/review");
    }
    if (mine && !CART_KEPT.has(checkout.state)) {
      session.update({ cartId: undefined, cartCount: undefined, checkoutId: undefined, poNumber: undefined });
    }
    return {
      checkout,
      resumeUrl: checkout.state === "awaiting_payment" ? paymentUrl(checkout.redirect_url ?? null) : null,
      domain: company?.tenant?.domain ?? null,
      firstSignIn: company?.tenant?.kind === "new",
      address: checkout.waits?.wants_address && company !== null ? addressDefaults(company) : null,
      refreshSeconds: isMoving(checkout) ? POLL_SECONDS : null,
    };
  });
}

/** Sends the corrected address of an order that waits for one, or chooses the tenant again that it is for. */
export async function action({ context, params, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedCustomer({ context, url }, async (api) => {
    if (form.get("intent") === CHOOSE_TENANT) {
      const chosen = await chooseWantedTenant(api, params.id);
      return chosen.ok ? chosen.result : formFailure(chosen.failure);
    }
    const company = await readCompany(api);
    const sent = await submitAddress(api, form, {
      checkoutId: params.id,
      country: company?.address.country_code ?? "",
    });
    return sent.ok ? redirect(url.pathname) : formFailure(sent.failure);
  });
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? "Order" : orderTitle(loaderData.checkout) },
];

export default function OrderPage({ loaderData, actionData }: Route.ComponentProps) {
  const { checkout, resumeUrl, domain, firstSignIn, address } = loaderData;
  // Somebody who is back from the card page a moment before its operator says so sees the order come.
  usePolling(loaderData.refreshSeconds !== null || checkout.state === "awaiting_payment", POLL_SECONDS);
  const showSteps = !CART_KEPT.has(checkout.state);
  return (
    <Container narrow>
      <div className="grid gap-6">
        <div role="status" className="flex items-center gap-4">
          <OrderMark checkout={checkout} />
          <PageTitle
            title={orderTitle(checkout)}
            eyebrow={checkout.display_id ? `Order ${checkout.display_id}` : undefined}
          />
        </div>
        {showSteps && (
          <Card>
            <OrderSteps steps={checkout.steps} />
          </Card>
        )}
        {address === null && <ErrorSummary memory={actionData ?? NO_MEMORY} />}
        <OrderOutcome checkout={checkout} resumeUrl={resumeUrl} domain={domain} firstSignIn={firstSignIn} />
        {address !== null && (
          <Card title="Your company’s address">
            <AddressForm defaults={address} memory={actionData ?? NO_MEMORY} />
          </Card>
        )}
      </div>
    </Container>
  );
}
