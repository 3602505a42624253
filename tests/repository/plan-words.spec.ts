import { termsInWords } from "../../src/admin/components/plans/words";
import { planWords } from "../../src/modules/catalog/plan-words";
import type { PlanTerms } from "../../src/reads/names";

/** The shop is a project of its own: it is loaded without its types. */
const { planName } = jest.requireActual<{ planName: (plan: PlanTerms) => string }>(
  "../../storefront/app/features/plans/labels",
);

/** Shop and admin run in browsers and cannot ask the catalogue: each has its own table, and this is why they agree. */
it.each([
  ["P1M", "monthly"],
  ["P1Y", "monthly"],
  ["P1Y", "annual"],
  ["P3Y", "monthly"],
  ["P3Y", "annual"],
  ["P3Y", "triennial"],
] as const)("the plan %s, %s is called the same in the shop, in the admin and on invoices", (term, billing_plan) => {
  const words = planWords(term, billing_plan);
  expect([planName({ term, billing_plan }), termsInWords({ term, billing_plan })]).toEqual([words, words]);
});
