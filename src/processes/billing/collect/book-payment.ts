import type { MedusaContainer } from "@medusajs/framework/types";
import type { CardGateway, Payment } from "../../../integrations/stripe";
import { BILLING_MODULE, type Invoice } from "../../../modules/billing";
import { namedCard } from "./card-label";
import { recordWentBack } from "./went-back";

/** An invoice whose money is being asked for, and the lease under which that is done; null: the settlement of its order. */
export type TakenUp = { readonly invoice: Invoice; readonly leaseToken: string | null; readonly now: Date };

/**
 * Books money that is found at the card processor, whoever took it and whenever: with what went back of it before the
 * books had it. What nothing asks for becomes credit, which pays other invoices only once it is known how much of it is
 * still there.
 *
 * @returns `waits` when the end of another attempt of the invoice is not known; nothing was written
 * @throws StripeUnavailableError when it cannot be read now what went back
 */
export async function bookPayment(
  container: MedusaContainer,
  gateway: CardGateway,
  { invoice, payment, leaseToken, now }: TakenUp & { readonly payment: Payment },
): Promise<"booked" | "waits"> {
  const billing = container.resolve(BILLING_MODULE);
  const { id: paymentIntentId, chargeId, amountReceived: received } = payment;
  const keepsCredit = received > invoice.amountDue && (await isPartlyBack(gateway, paymentIntentId));
  const outcome = await billing.bookTaken({
    invoiceId: invoice.id,
    paymentIntentId,
    chargeId,
    received,
    card: await namedCard(billing, invoice.billingAccountId),
    keepsCredit,
    leaseToken,
    now,
  });
  if (outcome === "waits") {
    return outcome;
  }
  await recordWentBack(container, gateway, paymentIntentId, now);
  if (keepsCredit) {
    await billing.settleCredit(invoice.billingAccountId, now);
  }
  return "booked";
}

/** Whether some of a payment is not ours any more. */
async function isPartlyBack(gateway: CardGateway, paymentIntentId: string): Promise<boolean> {
  const { refunds, disputes } = await gateway.wentBack(paymentIntentId);
  return [...refunds, ...disputes].some(({ stands }) => stands);
}
