import type { MedusaContainer } from "@medusajs/framework/types";
import { amountInWords } from "../../../domain/charging";
import { money } from "../../../domain/money";
import { BILLING_MODULE } from "../../../modules/billing";
import { COMPANY_MODULE } from "../../../modules/company";
import { waitingOrder } from "../collect/notice-reversal";
import { type About, aboutOf, bookedAs, caseAbout } from "../collect/went-back";
import { type Difference, differsStill, type ProcessorReadings } from "./processor-money";

/** What was told before and is not in the look's own stretch of time is read one by one, as many at one look. */
const MOST_FOLLOWED = 100;

/**
 * What the card processor says otherwise than the books stands on Attention by name until both agree, or a person has said
 * what it was; however long after the days that a look compares.
 *
 * @throws StripeUnavailableError when it cannot be read now
 */
export async function tellDifferences(
  container: MedusaContainer,
  processor: ProcessorReadings,
  different: readonly Difference[],
  now: Date,
): Promise<void> {
  const billing = container.resolve(BILLING_MODULE);
  for (const one of different) {
    const about = await ownerOf(container, one);
    if (about !== null) {
      const sum = (amount: number) => amountInWords(money(amount, about.currency));
      const words = `${one.id} of ${about.name}: Stripe says ${sum(one.there)}, the books say ${sum(one.here)}. Look it up in Stripe's dashboard, and say here what it was; it goes by itself once both agree.`;
      const amount = Math.abs(one.there - one.here);
      await billing.cases.open({ ...caseAbout(about, "processor_differs", one.id, words, now), amount });
    }
  }
  const found = different.map(({ id }) => id);
  await billing.cases.markCompared("processor_differs", found, now);
  const before = await billing.cases.openSubjects("processor_differs", MOST_FOLLOWED);
  for (const id of before.filter((one) => !found.includes(one))) {
    // Before it is asked about: one that cannot be read does not come first again.
    await billing.cases.markCompared("processor_differs", [id], now);
    if (!(await differsStill(billing, processor, id))) {
      await billing.cases.closeAbout("processor_differs", id, "The books and the card processor agree.", now);
    }
  }
}

/** Whose money it is, by the payment, else by the customer; the company's name is in it. Null where nobody of ours is known. */
async function ownerOf(container: MedusaContainer, { paymentIntentId, customerId }: Difference): Promise<About | null> {
  const billing = container.resolve(BILLING_MODULE);
  const booked = paymentIntentId === null ? null : await bookedAs(billing, paymentIntentId);
  const byPayment =
    booked === null && paymentIntentId !== null
      ? await waitingOrder(container, paymentIntentId)
      : booked && aboutOf(booked);
  const accountId =
    byPayment?.billingAccountId ?? (customerId === null ? null : await billing.accounts.byStripeCustomer(customerId));
  if (accountId === null) {
    return null;
  }
  const { companyId, currency } = await billing.retrieveAccount(accountId);
  const [company] = await container.resolve(COMPANY_MODULE).list([companyId]);
  const whose = company === undefined ? "a company that is gone" : company.legalName;
  const name = byPayment === null ? whose : `${whose}, ${byPayment.name}`;
  return { billingAccountId: accountId, invoiceId: byPayment?.invoiceId ?? null, name, amount: 0, currency };
}
