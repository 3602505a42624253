import { untilAnswered } from "./patience";
import { buying } from "./purchase";
import type { Scenario } from "./scenario";
import { settle } from "./settle";

/** The vendor takes no carts for longer than any run: nothing of these orders is ever bought. */
const NO_CARTS = {
  kind: "throttle",
  method: "POST",
  path: "/carts$",
  retryAfterSeconds: 30,
  times: 1_000_000,
} as const;

const STANDING = `
  select o.id, o.canceled_at,
    (select count(*)::int from csp_provisioning_task t
      where t.group_id = o.id and t.kind = 'place_order' and (t.attempts > 0 or t.absent is not null)) as tried,
    (select string_agg(t.kind || ' ' || t.state, ', ') from csp_provisioning_task t
      where t.group_id = o.id and t.state not in ('done', 'refused', 'skipped')) as undone,
    (select count(*)::int from csp_inbox_event where state in ('waiting', 'failed')) as events
  from csp_checkout k join "order" o on o.id = k.order_id where k.id = $1`;

type Standing = {
  readonly id: string;
  readonly canceled_at: Date | null;
  readonly tried: number;
  readonly undone: string | null;
  readonly events: number;
};

/** A user of the partner's cancels an order that waits at the vendor: what the card holds is given back. */
export const cancellation: Scenario = {
  name: "cancellation",
  flows: 4,
  async prepare(world) {
    world.vendor.clearFaults();
    world.vendor.addFault(NO_CARTS);
    const bought = await buying(world, {});
    const standing = async () => (await world.rows<Standing>(STANDING, [bought.checkoutId()]))[0];
    await bought.run();
    await settle(world, {
      run: bought.run,
      missing: async () => (((await standing())?.tried ?? 0) > 0 ? null : "the vendor has not been asked"),
    });
    return {
      async run() {
        const id = (await standing())?.id ?? "";
        const isCancelled = async () => ((await standing())?.canceled_at ?? null) !== null;
        // Whoever is told that it cannot be cancelled looks whether it is by now.
        const cancel = () =>
          world.cancelOrder(id).catch(async (error: unknown) => {
            if (!(await isCancelled())) {
              throw error;
            }
          });
        await untilAnswered(async () => (await isCancelled()) || cancel());
      },
      async missing() {
        const now = await standing();
        if (now === undefined || now.canceled_at === null) {
          return "the order is not cancelled";
        }
        return now.undone ?? (now.events > 0 ? `${now.events} notices to handle` : null);
      },
    };
  },
};
