import type { MedusaContainer } from "@medusajs/framework/types";
import { createHook, createWorkflow, type WorkflowData, WorkflowResponse } from "@medusajs/framework/workflows-sdk";
import { InputError } from "../../errors/input-error";
import { CLOCK_MODULE } from "../../modules/clock";
import { COMPANY_MODULE } from "../../modules/company";
import { CARD_CONSENT } from "../../processes/purchase/card-consent";
import {
  type StartCheckoutInput,
  type StartCheckoutResult,
  startCheckout,
} from "../../processes/purchase/checkouts/start-checkout";
import { Front } from "../shared/front";
import { afterDeed, type HookReport, hookAfter } from "../shared/hooks";

export type StartCheckoutWorkflowInput = {
  /** The signed-in customer; who buys is the customer's company. */
  readonly customerId: string;
  /** A licence cart of this customer. */
  readonly cartId: string;
  /** The `hash` of the quote that the customer was shown last. */
  readonly quoteHash: string;
  /** From where the customer allowed the card to be saved and charged, kept as evidence. */
  readonly consent: { readonly ip: string | null; readonly userAgent: string | null };
  /** What the customer wants to read on the invoices; null for nothing. */
  readonly poNumber: string | null;
};

/** A card page is open for a cart. */
export type StartedCheckout = {
  readonly outcome: "started";
  readonly checkoutId: string;
  readonly cartId: string;
  readonly customerId: string;
  readonly companyId: string;
  /** What the card page asks for: minor units of `currency`, tax included. */
  readonly amount: number;
  /** ISO 4217, capitals. */
  readonly currency: string;
  /** Where the customer enters the card. */
  readonly redirectUrl: string;
};

export type StartCheckoutOutcome =
  | StartedCheckout
  /** Nothing was begun: the price or the tenant is another one than was shown, or its promise ran out. Show a new quote. */
  | { readonly outcome: "quote_changed"; readonly reason: "changed" | "expired" | "tenant_changed" };

export type StartCheckoutWorkflowResult = StartCheckoutOutcome & HookReport;

const front = new Front({ perform, output: outcomeOf });
const startCheckoutStep = front.step("csp-start-checkout");

/**
 * Opens the card page for a licence cart: the shop's own way is `POST /store/csp/checkouts`, which runs this workflow.
 * The same cart twice gives the same page while its price stands, so it may be run again after a failure.
 *
 * Hooks:
 * - `validate` runs before anything is done or checked. A MedusaError of type `not_allowed` or `invalid_data` refuses the
 *   checkout, and the customer reads its message.
 * - `checkoutStarted` runs once the page is open, each time it is asked for. What it throws is logged and told as
 *   `hookFailure`; the page stays open.
 *
 * @throws invalid_data by field (company, tenant, agreement, cart), not_found for a foreign cart, conflict while the cart
 *   is paid in another window
 */
export const startCheckoutWorkflow = createWorkflow(
  "csp-start-checkout",
  (input: WorkflowData<StartCheckoutWorkflowInput>) => {
    const validate = createHook<"validate", { readonly input: StartCheckoutWorkflowInput }, unknown>("validate", {
      input,
    });
    const outcome = startCheckoutStep(input);
    const { hook: checkoutStarted, answer } = hookAfter("checkoutStarted", outcome, isStarted);
    return new WorkflowResponse(answer, { hooks: [validate, checkoutStarted] });
  },
);
const { hooks } = startCheckoutWorkflow;
hooks.validate = front.before(hooks.validate);
hooks.checkoutStarted = afterDeed("checkoutStarted", hooks.checkoutStarted, ({ checkoutId, cartId }) => ({
  checkout_id: checkoutId,
  cart_id: cartId,
}));

/** `startCheckout` with a host's hooks. @throws what `startCheckout` throws, and what a handler of `validate` throws */
export async function startCheckoutWithHooks(
  container: MedusaContainer,
  input: StartCheckoutInput,
): Promise<StartCheckoutResult> {
  const { customerId, cartId, quoteHash, poNumber } = input;
  const { ip, userAgent } = input.consent;
  const seen = { customerId, cartId, quoteHash, poNumber, consent: { ip, userAgent } };
  return front.run(startCheckoutWorkflow, container, seen, () => startCheckout(container, input));
}

async function perform(container: MedusaContainer, input: StartCheckoutWorkflowInput): Promise<StartCheckoutResult> {
  const now = container.resolve(CLOCK_MODULE).now();
  const company = await container.resolve(COMPANY_MODULE).retrieveForCustomer(input.customerId);
  if (!company) {
    throw InputError.of("company", "is not known yet; tell us about your company first");
  }
  const consent = { textVersion: CARD_CONSENT.version, agreedAt: now, ...input.consent };
  // How the host shows a quote is not ours to know: the quote itself is kept.
  return startCheckout(container, { ...input, company, consent, shownAs: (quote) => quote, now });
}

function outcomeOf(result: StartCheckoutResult): StartCheckoutOutcome {
  if (result.outcome === "quote_changed") {
    return { outcome: "quote_changed", reason: result.reason };
  }
  const { id, cartId, customerId, companyId, amount, currency } = result.checkout;
  const { redirectUrl } = result;
  return { outcome: "started", checkoutId: id, cartId, customerId, companyId, amount, currency, redirectUrl };
}

function isStarted(outcome: StartCheckoutOutcome): outcome is StartedCheckout {
  return outcome.outcome === "started";
}
