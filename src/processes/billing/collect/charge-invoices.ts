import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway } from "../../../connections/stripe";
import { type CardGateway, STRIPE_RIGHTS, StripeUnavailableError } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { afterSetUp, SETTINGS_MODULE } from "../../../modules/settings";
import { logOf } from "../../../telemetry/log";
import { chargeCard } from "./charge-card";
import { keyClash } from "./charge-cases";
import { collectActivation } from "./collect-activation";

const AFTER_ERROR_MS = 10 * 60 * 1000;

export type ChargedInvoices = { readonly done: number; readonly pausedUntil: Date | null };

export type ChargeInput = {
  readonly now: Date;
  readonly limit: number;
  readonly gateway?: CardGateway;
  readonly onLeased?: () => void;
};

/**
 * Charges the cards of invoices that are due to be charged at `now`, at most `limit`, one after another (the card
 * processor limits calls a second). An invoice that fails for a reason of ours is tried again later; a refusal by the
 * bank is an outcome, not a failure. While our own set-up keeps the processor from answering, nobody is charged and
 * nothing is marked: one invoice at intervals finds out whether it works again.
 *
 * @returns how many invoices were taken up, and when there is more to do if charging is paused
 */
export async function chargeInvoices(container: MedusaContainer, input: ChargeInput): Promise<ChargedInvoices> {
  const { now, limit } = input;
  const billing = container.resolve(BILLING_MODULE);
  const { setUpFaults } = container.resolve(SETTINGS_MODULE);
  for (let done = 0; done < limit; done += 1) {
    const mayAsk = await setUpFaults.mayAsk("stripe", STRIPE_RIGHTS.charge, now);
    if (mayAsk === "paused") {
      return { done, pausedUntil: await setUpFaults.nextProbeAt("stripe", STRIPE_RIGHTS.charge) };
    }
    // One at a time: a lease need not be longer than one invoice's calls, and nothing waits behind a slow one.
    const { invoices, token } = await billing.invoices.leaseChargeable({ now, limit: 1 });
    const [invoice] = invoices;
    if (invoice === undefined) {
      return { done, pausedUntil: null };
    }
    input.onLeased?.();
    const gateway = input.gateway ?? cardGateway(container);
    try {
      await chargeInvoice(container, { invoice, leaseToken: token, gateway, now });
    } catch (error) {
      await putOff(container, { invoice, leaseToken: token, now }, error);
    }
  }
  return { done: limit, pausedUntil: null };
}

/** Writes nothing about the customer: no answer came that says anything of their card. */
async function putOff(
  container: MedusaContainer,
  { invoice, leaseToken, now }: { readonly invoice: Invoice; readonly leaseToken: string; readonly now: Date },
  error: unknown,
): Promise<void> {
  const { invoices } = container.resolve(BILLING_MODULE);
  const { setUpFaults } = container.resolve(SETTINGS_MODULE);
  const fault = error instanceof StripeUnavailableError ? error.answer.fault : null;
  const about = { invoice_id: invoice.id, invoice_number: invoice.number ?? undefined };
  if (error instanceof StripeUnavailableError && fault === "set_up") {
    // The connection has heard it and told the seller's people. What the right is refused to that not every charge needs
    // waits by itself: the others go on, and it would be the next one again.
    const isForAll = (await setUpFaults.nextProbeAt("stripe", STRIPE_RIGHTS.charge)) !== null;
    const at = isForAll ? (invoice.nextChargeAt ?? now) : afterSetUp(now, Math.random());
    await invoices.reschedule(invoice.id, leaseToken, at);
    return;
  }
  if (error instanceof StripeUnavailableError && fault === "person") {
    logOf(container).error("Charging an invoice waits for a person", { ...about, error });
    await invoices.holdForPerson(invoice.id, leaseToken, keyClash(invoice, error, now));
    return;
  }
  const retryAt = new Date(now.getTime() + AFTER_ERROR_MS);
  logOf(container).error("Charging an invoice failed", { ...about, retry_at: retryAt, error });
  await invoices.reschedule(invoice.id, leaseToken, retryAt);
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
  const billing = container.resolve(BILLING_MODULE);
  if (invoice.kind !== "activation") {
    await chargeCard(container, gateway, charge);
    return;
  }
  if ((await collectActivation(container, charge)) === "charge_card") {
    // The order's authorisation may have paid a part of it just now.
    await chargeCard(container, gateway, { ...charge, invoice: await billing.retrieveInvoice(invoice.id) });
  }
}
