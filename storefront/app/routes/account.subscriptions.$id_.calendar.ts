import { deadlinesCalendar } from "../features/account/calendar.server";
import { readSubscription } from "../server/api/account.server";
import { readClock } from "../server/clock.server";
import { environment } from "../server/env.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.subscriptions.$id_.calendar";

/** The subscription's deadlines as a file for the customer's calendar. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const [subscription, clock] = await Promise.all([readSubscription(api, params.id), readClock()]);
    const host = new URL(environment().shopOrigin).hostname;
    return new Response(deadlinesCalendar(subscription, host, clock.now), {
      headers: {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="deadlines.ics"',
      },
    });
  });
}
