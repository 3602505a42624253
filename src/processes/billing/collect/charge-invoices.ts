import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import type { CardGateway } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { logOf } from "../../../telemetry/log";
import { chargeCard } from "./charge-card";
import { collectActivation } from "./collect-activation";

const AFTER_ERROR_MS = 10 * 60 * 1000;

export type ChargeInput = {
  readonly now: Date;
  readonly limit: number;
  readonly gateway?: CardGateway;
  readonly onLeased?: () => void;
};

/**
 * Charges the cards of invoices that are due to be charged at `now`, at most `limit`, one after another (the card
 * processor limits calls a second). An invoice that fails for a reason of ours is tried again later; a refusal by the
 * bank is an outcome, not a failure.
 *
 * @returns how many invoices were taken up.
 */
export async function chargeInvoices(container: MedusaContainer, input: ChargeInput): Promise<number> {
  const { now, limit } = input;
  const billing = container.resolve(BILLING_MODULE);
  for (let done = 0; done < limit; done += 1) {
    // One at a time: a lease need not be longer than one invoice's calls, and nothing waits behind a slow one.
    const { invoices, token } = await billing.invoices.leaseChargeable({ now, limit: 1 });
    const [invoice] = invoices;
    if (invoice === undefined) {
      return done;
    }
    input.onLeased?.();
    const gateway = input.gateway ?? cardGateway(container);
    try {
      await chargeInvoice(container, { invoice, leaseToken: token, gateway, now });
    } catch (error) {
      const retryAt = new Date(now.getTime() + AFTER_ERROR_MS);
      const about = { invoice_id: invoice.id, invoice_number: invoice.number ?? undefined };
      logOf(container).error("Charging an invoice failed", { ...about, retry_at: retryAt, error });
      await billing.invoices.reschedule(invoice.id, token, retryAt);
    }
  }
  return limit;
}

async function chargeInvoice(
  container: MedusaContainer,
  charge: {
    readonly invoice: Invoice;
    readonly leaseToken: string;
    readonly gateway: CardGateway;
    readonly now: Date;
  },
): Promise<void> {
  const { invoice, gateway } = charge;
  if (invoice.kind === "activation" && (await collectActivation(container, charge)) === "paid") {
    return;
  }
  await chargeCard(container.resolve(BILLING_MODULE), gateway, charge);
}
