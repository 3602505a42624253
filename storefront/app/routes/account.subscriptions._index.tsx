import { ButtonLink } from "../components/ui/button";
import { Card, Empty, PageTitle } from "../components/ui/layout";
import { SubscriptionRow } from "../features/account/subscription-row";
import { listSubscriptions } from "../server/api/account.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.subscriptions._index";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => ({ subscriptions: await listSubscriptions(api) }));
}

export const meta: Route.MetaFunction = () => [{ title: "Subscriptions" }];

export default function Subscriptions({ loaderData }: Route.ComponentProps) {
  const { subscriptions } = loaderData;
  return (
    <div className="grid gap-6">
      <PageTitle title="Subscriptions" />
      {subscriptions.length === 0 ? (
        <Empty icon="apps" title="No subscriptions yet" action={<ButtonLink to="/">See the products</ButtonLink>}>
          Licences that you buy appear here as soon as Microsoft has confirmed them.
        </Empty>
      ) : (
        <Card>
          <ul>
            {subscriptions.map((subscription) => (
              <SubscriptionRow key={subscription.id} subscription={subscription} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
