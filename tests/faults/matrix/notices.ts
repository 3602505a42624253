import { goWrongAt, type Problem } from "./matrix";
import { drawn } from "./plan";
import type { Scenario } from "./scenario";
import type { FaultWorld } from "./world";

const MISHAPS = ["duplicate", "reorder"] as const;

/** A notice that arrives twice, or after the one that was sent after it. */
export type NoticeOrder = {
  readonly from: "Stripe" | "Partner Center";
  readonly type: string;
  readonly mishap: (typeof MISHAPS)[number];
};

/** What is to happen to each type of notice: one mishap drawn, or (`all`) both. */
export function noticesAt(stripeTypes: readonly string[], all: boolean, draw: () => number): NoticeOrder[] {
  const notices = [
    ...stripeTypes.map((type) => ({ from: "Stripe", type }) as const),
    { from: "Partner Center", type: "all" } as const,
  ];
  return notices.flatMap((notice) => (all ? MISHAPS : [drawn(MISHAPS, draw)]).map((mishap) => ({ ...notice, mishap })));
}

/** Lets the scenario go with each mishap, as many runs side by side as it has flows. */
export async function withNotices(
  world: FaultWorld,
  scenario: Scenario,
  orders: readonly NoticeOrder[],
  result: { readonly notices: NoticeOrder[]; readonly problems: Problem[] },
): Promise<void> {
  for (const order of orders) {
    const { from, type, mishap } = order;
    if (from === "Stripe") {
      world.stripe.deliverySwitches.set({ action: mishap, types: [type], count: 2 });
    } else {
      world.vendor.configure({ webhooks: { [mishap]: true } });
    }
    const { problems } = await goWrongAt(world, scenario, []);
    world.vendor.configure({ webhooks: { duplicate: false, reorder: false } });
    result.notices.push(order);
    const about = `${from} ${type} (${mishap})`;
    result.problems.push(...problems.map((problem) => ({ ...problem, points: [about] })));
  }
}
