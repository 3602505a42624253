import { addDays, dayInWords } from "../../domain/calendar";
import { amountInWords } from "../../domain/charging";
import type { EndOfTermOutcome } from "../../domain/subscription";
import type { Renewal } from "./list-renewals";

const EACH = { monthly: "each month", annual: "each year", triennial: "for the whole term" } as const;

/** What happens at the end of a term, as a sentence. */
export function planInWords({ subscription, planned }: Pick<Renewal, "subscription" | "planned">): string {
  const { skuTitle, quantity, termEndsOn } = subscription;
  const lastDay = dayInWords(addDays(termEndsOn, -1));
  const nextDay = dayInWords(termEndsOn);
  switch (planned.outcome) {
    case "renew": {
      const next = planned.quantity ?? quantity;
      const now = next === quantity ? "as many as now" : `${seats(quantity)} until then`;
      return `${skuTitle} is renewed on ${nextDay} with ${seats(next)}, ${now}.`;
    }
    case "stop":
      return `${seats(quantity)} of ${skuTitle} stop after ${lastDay}. There is no service afterwards.`;
    case "extend":
      return `${seats(quantity)} of ${skuTitle} go on by the month from ${nextDay} in Microsoft's extended service term, until somebody stops them.`;
  }
}

/** Who has chosen what is planned, and whether the vendor has it, as sentences. */
export function standingInWords({ planned }: Pick<Renewal, "planned">): string[] {
  const { chosenBy, keptAt, onRecord, outcome } = planned;
  const chosen = {
    company: "Your company has chosen this.",
    seller: "We have chosen this on your behalf.",
    record: "This is what Microsoft has on record.",
    nobody: "Nobody at your company has chosen anything yet; this is what Microsoft does by itself.",
  }[chosenBy];
  if (keptAt !== null) {
    return [chosen];
  }
  const until =
    outcome === "renew" && onRecord === "renew"
      ? "Until then the record has another number of seats"
      : UNTIL_THEN[onRecord];
  return [chosen, `It is not on Microsoft's record yet: it is being written there. ${until}.`];
}

const UNTIL_THEN: Readonly<Record<EndOfTermOutcome, string>> = {
  renew: "Until then the record says that it renews",
  stop: "Until then the record says that it stops",
  extend: "Until then the record says that it goes on by the month",
};

/** What comes after the term costs, as sentences: before tax and discounts. */
export function costInWords({ subscription, cost }: Pick<Renewal, "subscription" | "cost">): string[] {
  switch (cost.kind) {
    case "nothing":
      return ["Nothing is charged after that."];
    case "extended":
      return [
        cost.month === null
          ? "It is charged by the month at Microsoft's own price for that, which is higher; we do not know it yet."
          : `It is charged by the month at Microsoft's own price for that: ${amountInWords(cost.month.eachCharge)} each month${cost.month.isPriceKnown ? "" : " by today's price"}, before tax and discounts.`,
      ];
    case "known":
    case "no_price": {
      const { firstCharge, eachCharge, wholeTerm } = cost.term;
      const rhythm = EACH[subscription.terms.billingPlan];
      const first =
        firstCharge.amount === eachCharge.amount
          ? ""
          : ` The first charge, up to your billing day, is ${amountInWords(firstCharge)}.`;
      const each = `${amountInWords(eachCharge)} ${rhythm}`;
      const whole = rhythm === EACH.triennial ? "" : `, ${amountInWords(wholeTerm)} for the whole term`;
      const figures = `${each}${whole}, before tax and discounts.${first}`;
      return cost.kind === "known"
        ? [`By the price list that is known for that day it costs ${figures}`]
        : [`There is no price for that day yet. At the price of the running term it would be ${figures}`];
    }
  }
}

const seats = (quantity: number): string => `${quantity} ${quantity === 1 ? "seat" : "seats"}`;
