import { bought } from "./purchase";
import type { Scenario } from "./scenario";

/** Cents. */
const REFUNDED = 100;

const NOTED = `
  select (select count(*)::int from csp_payment_reversal where payment_intent_id = $1) as movements,
    (select count(*)::int from csp_payment_case c join csp_payment_reversal r on r.processor_id = c.subject
      where r.payment_intent_id = $1) as cases,
    (select count(*)::int from csp_inbox_event where state in ('waiting', 'failed')) as events`;

type Noted = { readonly movements: number; readonly cases: number; readonly events: number };

/**
 * Money goes back by other hands than ours: a person refunds a part on the card processor's own pages, and the card
 * holder disputes the rest. Both become movements of the books, and somebody is told of each.
 */
export const reversal: Scenario = {
  name: "reversal",
  flows: 2,
  async prepare(world) {
    const checkoutId = await bought(world, {});
    const intent = world.stripe.paymentIntents().find(({ metadata }) => metadata.checkout_id === checkoutId);
    const chargeId = intent?.latest_charge ?? "";
    return {
      async run() {
        world.stripe.refund(chargeId, REFUNDED);
        world.stripe.openDispute(chargeId, "fraudulent", false);
      },
      async missing() {
        const [noted] = await world.rows<Noted>(NOTED, [intent?.id]);
        const { movements = 0, cases = 0, events = 0 } = noted ?? {};
        if (events > 0) {
          return `${events} notices to handle`;
        }
        return movements === 2 && cases === 2 ? null : `movements ${movements} of 2, told ${cases} of 2`;
      },
    };
  },
};
