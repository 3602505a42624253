import { untilAnswered } from "./patience";
import { buying } from "./purchase";
import type { Scenario } from "./scenario";
import { settle } from "./settle";

/** Longer than any process life of a run: a change that is not done by then is stuck. */
const DONE_WITHIN_MS = 600_000;

/** Three seats are bought: two are added, one is returned, and nothing is to follow the term. */
const WANTED = [
  { kind: "seats", quantity: 5 },
  { kind: "seats", quantity: 4 },
  { kind: "renewal", outcome: "stop", quantity: null },
] as const;

const SUBSCRIPTION = `
  select s.id, s.quantity, s.end_wish_kept_at is not null as wish_kept,
    (select count(*)::int from csp_inbox_event where state in ('waiting', 'failed')) as events
  from csp_subscription s join csp_checkout k on k.order_id = s.order_id where k.id = $1`;

const CHANGES =
  "select wanted, state, last_error from csp_subscription_change where subscription_id = $1 order by created_at";

type Subscription = {
  readonly id: string;
  readonly quantity: number;
  readonly wish_kept: boolean;
  readonly events: number;
};
type Change = { readonly wanted: Record<string, unknown>; readonly state: string; readonly last_error: string | null };

/** A customer adds seats, returns some of them, and chooses that nothing follows the term; each when the one before is done. */
export const changes: Scenario = {
  name: "changes",
  flows: 4,
  async prepare(world) {
    const bought = await buying(world, {});
    await bought.run();
    await settle(world, bought);
    const read = async () => {
      const [subscription] = await world.rows<Subscription>(SUBSCRIPTION, [bought.checkoutId()]);
      if (subscription === undefined) {
        throw new Error("There is no subscription.");
      }
      return subscription;
    };
    const { id } = await read();
    const path = `/store/csp/subscriptions/${id}/changes`;
    const asked = () => world.rows<Change>(CHANGES, [id]);
    const undone = async (count: number) => {
      const all = await asked();
      const open = all.find(({ state }) => state !== "done");
      return open === undefined && all.length === count
        ? null
        : `change ${all.length} of ${count} is ${open?.state}${open?.last_error ? ` (${open.last_error})` : ""}`;
    };
    return {
      async run() {
        for (const [index, change] of WANTED.entries()) {
          // Who got no answer looks whether it was asked for.
          await untilAnswered(async () => {
            if ((await asked()).length > index) {
              return;
            }
            const preview = await bought.visitor.expect(200, "POST", `${path}/preview`, { change });
            await bought.visitor.expect(200, "POST", path, { change, hash: preview.text("preview", "hash") });
          });
          await settle(world, { run: bought.run, missing: () => undone(index + 1) }, DONE_WITHIN_MS);
        }
      },
      async missing() {
        const { quantity, wish_kept: isWishKept, events } = await read();
        if (quantity !== WANTED[1].quantity || !isWishKept) {
          return `${quantity} seats, and the choice is ${isWishKept ? "" : "not "}on the vendor's record`;
        }
        return (await undone(WANTED.length)) ?? (events > 0 ? `${events} notices to handle` : null);
      },
    };
  },
};
