import { periodInWords } from "../../../domain/calendar";
import { licenceWords } from "../../../modules/catalog";
import type { Quote } from "../quotes/types";

/** The card processor takes no longer title. */
const TITLE_LENGTH = 250;

/** One line of the card page; `unitAmount` in minor units of the quote's currency. */
export type PageLine = {
  readonly title: string;
  readonly description?: string;
  readonly quantity: 1;
  readonly unitAmount: number;
};

/** What the customer reads on the card page: each licence net, and tax as a line of its own. They add up to the gross. */
export function pageLines(quote: Pick<Quote, "lines" | "dueNow" | "tax">): PageLine[] {
  const lines = quote.lines.map(({ plan, quantity, firstPeriod, dueNow }): PageLine => {
    const seats = quantity === 1 ? "1 seat" : `${quantity} seats`;
    return {
      title: licenceWords(plan).slice(0, TITLE_LENGTH),
      description: `${seats}, ${periodInWords(firstPeriod)}`,
      quantity: 1,
      unitAmount: dueNow.amount,
    };
  });
  const { tax } = quote.dueNow;
  const names = quote.tax.rates.map((rate) => `${rate.name} ${rate.ratePercent}%`).join(", ");
  return tax.amount === 0 ? lines : [...lines, { title: names || "Tax", quantity: 1, unitAmount: tax.amount }];
}
