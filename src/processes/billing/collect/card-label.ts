import type { BillingModuleService, NamedCard, PaymentMethod } from "../../../modules/billing";

/** A card as it may be shown: `Visa 4242`. */
export function cardLabel(card: Pick<PaymentMethod, "brand" | "last4"> | null): string {
  if (card === null) {
    return "Card";
  }
  return `${BRANDS[card.brand] ?? card.brand} ${card.last4}`;
}

/** The company's default card, as an attempt names it. */
export async function namedCard(billing: BillingModuleService, accountId: string): Promise<NamedCard> {
  const card = await billing.defaultPaymentMethod(accountId);
  return { paymentMethodId: card?.paymentMethodId ?? null, cardLabel: cardLabel(card) };
}

const BRANDS: Readonly<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  discover: "Discover",
  jcb: "JCB",
  mastercard: "Mastercard",
  unionpay: "UnionPay",
  visa: "Visa",
};
