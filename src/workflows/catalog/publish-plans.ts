import type { MedusaContainer } from "@medusajs/framework/types";
import { createHook, createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk";
import { settingsOf } from "../../connections/settings";
import type { RefusedPlan } from "../../modules/catalog";
import { CLOCK_MODULE } from "../../modules/clock";
import { type PublishInput, publishPlans } from "../../processes/catalog";
import { Front } from "../shared/front";
import { afterDeed, type HookReport, hookAfter } from "../shared/hooks";

export type PublishPlansWorkflowInput = {
  /** Plans of the shop's own market and currency, by Seatline's ids. */
  readonly planIds: readonly string[];
};

export type PublishedPlans = {
  /** Plans that are on sale now, those that were before among them. */
  readonly published: readonly string[];
  /** Plans that may not be sold, each with the reason. */
  readonly refused: readonly RefusedPlan[];
};

export type PublishPlansWorkflowResult = PublishedPlans & HookReport;

const front = new Front({ perform, output: (result: PublishedPlans) => result });
const publishPlansStep = front.step("csp-publish-plans");

/**
 * Puts plans on sale: offers become Medusa products, plans priced variants. It may be run again at any time; what is on
 * sale already stays as it is. `POST /admin/csp/offers/publish` runs this workflow.
 *
 * Hooks:
 * - `validate` runs before anything is done. A MedusaError refuses all of it, and the admin reads its message.
 * - `plansPublished` runs when at least one plan is on sale. What it throws is logged and told as `hookFailure`; the plans
 *   stay on sale.
 *
 * @throws not_allowed when the sales channel of the option `salesChannel` does not exist
 */
export const publishPlansWorkflow = createWorkflow(
  "csp-publish-plans",
  (input: WorkflowData<PublishPlansWorkflowInput>) => {
    const validate = createHook<"validate", { readonly input: PublishPlansWorkflowInput }, unknown>("validate", {
      input,
    });
    const outcome = publishPlansStep(input);
    const { hook: plansPublished, answer } = hookAfter("plansPublished", outcome, isAnyOnSale);
    return new WorkflowResponse(answer, { hooks: [validate, plansPublished] });
  },
);
const { hooks } = publishPlansWorkflow;
hooks.validate = front.before(hooks.validate);
hooks.plansPublished = afterDeed("plansPublished", hooks.plansPublished, ({ published }) => ({
  done: published.length,
}));

/** `publishPlans` with a host's hooks. @throws what `publishPlans` throws, and what a handler of `validate` throws */
export async function publishPlansWithHooks(container: MedusaContainer, input: PublishInput): Promise<PublishedPlans> {
  return front.run(publishPlansWorkflow, container, { planIds: input.planIds }, () => publishPlans(container, input));
}

async function perform(container: MedusaContainer, { planIds }: PublishPlansWorkflowInput): Promise<PublishedPlans> {
  const { market, currency } = settingsOf(container).seller;
  return publishPlans(container, { planIds, market, currency, now: container.resolve(CLOCK_MODULE).now() });
}

function isAnyOnSale(outcome: PublishedPlans): outcome is PublishedPlans {
  return outcome.published.length > 0;
}
