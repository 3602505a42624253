import { CATALOG_MODULE, type LeftPlan, planWords } from "../../modules/catalog";
import { type AttentionKind, MOST_OF_A_KIND } from "./kind";

const WHY: Readonly<Record<LeftPlan["whyOut"], string>> = {
  below_floor: "its margin is below the floor of the pricing rule",
  not_listed: "the price sheet of this month does not list it any more",
  no_price: "it has no selling price",
  no_variant: "its variant was deleted in Medusa",
};

/** A plan that a person put on sale, and that is not sold any more though nobody withdrew it. */
export const leftPlanKind: AttentionKind = {
  name: "left_plan",
  title: "Plan left the shop",
  isSettledByWord: true,
  isToldAtOnce: false,
  async read(container, now) {
    const plans = await container.resolve(CATALOG_MODULE).listLeftPlans({ now, limit: MOST_OF_A_KIND });
    return plans.map((plan) => ({
      ref: plan.planId,
      since: plan.since,
      state: `${plan.whyOut} ${plan.since.toISOString()}`,
      words: `${plan.skuTitle}, ${planWords(plan.term, plan.billingPlan)}, ${plan.segment}, is not sold any more: ${WHY[plan.whyOut]}.`,
      detail: plan.marginPercent === null ? null : `The margin would be ${plan.marginPercent} %.`,
      customerReads: null,
      companyId: null,
      links: [
        { words: "Offers", path: `/csp/offers?q=${encodeURIComponent(plan.skuTitle)}` },
        { words: "Product", path: `/products/${plan.productId}` },
      ],
      money: null,
      acts: [],
    }));
  },
};
