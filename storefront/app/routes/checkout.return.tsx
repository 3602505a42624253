import { redirect } from "react-router";
import { returnFromPayment } from "../server/api/checkouts.server";
import { guardedCustomer, notFound } from "../server/guards.server";
import type { Route } from "./+types/checkout.return";

/**
 * Where the card page sends the customer. What the address claims is not believed: the API asks the card page's
 * operator itself, completes the order when it is paid, and the order's own page shows what is true.
 */
export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api, session) => {
    const id = url.searchParams.get("checkout") ?? url.searchParams.get("checkout_id") ?? session.data.checkoutId;
    if (id === undefined) {
      throw notFound();
    }
    const checkout = await returnFromPayment(api, id);
    session.update({ checkoutId: checkout.id });
    throw redirect(`/orders/${encodeURIComponent(checkout.id)}`);
  });
}
