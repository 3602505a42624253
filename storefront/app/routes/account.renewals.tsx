import { data, redirect } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Empty, Notice, PageTitle } from "../components/ui/layout";
import { submitConfirmation } from "../features/renewals/confirm.server";
import { RenewalRow } from "../features/renewals/renewal-row";
import { listRenewals } from "../server/api/renewals.server";
import { readShop } from "../server/api/shop.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.renewals";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const [renewals, shop] = await Promise.all([listRenewals(api), readShop(api)]);
    return { renewals, seller: shop.seller.name };
  });
}

/** Confirms what is planned for one subscription. */
export async function action({ context, url, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guardedCustomer({ context, url }, async (api) => {
    const confirmed = await submitConfirmation(api, form);
    if (confirmed.ok) {
      return redirect(`/account/renewals#renewal-${encodeURIComponent(confirmed.subscriptionId)}`);
    }
    const { subscriptionId, message, status } = confirmed;
    return data({ subscriptionId, message }, { status });
  });
}

/** Also after a refusal: what is planned may be something else by now. */
export const shouldRevalidate = () => true;

export const meta: Route.MetaFunction = () => [{ title: "Renewals" }];

export default function Renewals({ loaderData, actionData }: Route.ComponentProps) {
  const { renewals, seller } = loaderData;
  const refused = actionData?.subscriptionId;
  const isAboutOne = renewals.some(({ subscription_id }) => subscription_id === refused);
  return (
    <div className="grid gap-6">
      <PageTitle title="Renewals">
        What ends when, what happens then, and what it costs by the price list of that day.
      </PageTitle>
      {actionData !== undefined && !isAboutOne && (
        <Notice tone="bad" live>
          {actionData.message}
        </Notice>
      )}
      {renewals.length === 0 ? (
        <Empty icon="calendar" title="Nothing ends" action={<ButtonLink to="/">See the products</ButtonLink>}>
          The terms of licences that you buy appear here, each with its end.
        </Empty>
      ) : (
        <ul className="grid gap-6">
          {renewals.map((renewal) => (
            <RenewalRow
              key={renewal.subscription_id}
              renewal={renewal}
              seller={seller}
              problem={renewal.subscription_id === refused ? (actionData?.message ?? null) : null}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
