import { redirect } from "react-router";
import { Card, Container, PageTitle } from "../components/ui/layout";
import { paymentUrl } from "../features/checkout/review.server";
import { OrderMark } from "../features/orders/order-mark";
import { OrderOutcome } from "../features/orders/order-outcome";
import { isMoving, orderTitle, POLL_SECONDS } from "../features/orders/order-state";
import { OrderSteps } from "../features/orders/order-steps";
import { usePolling } from "../features/orders/use-polling";
import { readCheckout } from "../server/api/checkouts.server";
import { readCompany } from "../server/api/company.server";
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
      session.update({ cartId: undefined, cartCount: undefined, checkoutId: undefined });
    }
    return {
      checkout,
      resumeUrl: checkout.state === "awaiting_payment" ? paymentUrl(checkout.redirect_url ?? null) : null,
      domain: company?.tenant?.domain ?? null,
      firstSignIn: company?.tenant?.kind === "new",
      refreshSeconds: isMoving(checkout) ? POLL_SECONDS : null,
    };
  });
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData === undefined ? "Order" : orderTitle(loaderData.checkout.state) },
];

export default function OrderPage({ loaderData }: Route.ComponentProps) {
  const { checkout, resumeUrl, domain, firstSignIn } = loaderData;
  usePolling(loaderData.refreshSeconds !== null, POLL_SECONDS);
  const showSteps = !CART_KEPT.has(checkout.state);
  return (
    <Container narrow>
      <div className="grid gap-6">
        <div role="status" className="flex items-center gap-4">
          <OrderMark state={checkout.state} />
          <PageTitle
            title={orderTitle(checkout.state)}
            eyebrow={checkout.display_id ? `Order ${checkout.display_id}` : undefined}
          />
        </div>
        {showSteps && (
          <Card>
            <OrderSteps steps={checkout.steps} />
          </Card>
        )}
        <OrderOutcome checkout={checkout} resumeUrl={resumeUrl} domain={domain} firstSignIn={firstSignIn} />
      </div>
    </Container>
  );
}
