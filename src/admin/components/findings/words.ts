import type { Finding } from "../../../api/admin/csp/findings/document";
import type { Money } from "../../../api/http/document";

export const KIND_TITLES: Readonly<Record<Finding["kind"], string>> = {
  seats: "Seats",
  state: "State",
  plan: "Plan",
  renewal: "End of term",
  dates: "Dates",
  extended: "Extended term",
  unknown: "Not in our books",
};

/** `120.00 USD unbilled up to now, 60.00 USD more each month; before tax` */
export function stakeInWords(stake: NonNullable<Finding["stake"]>, inWords: (money: Money) => string): string {
  const { unbilled, each_period: each, period_months: months } = stake;
  const period = months === 1 ? "month" : months === 12 ? "year" : `${months} months`;
  const later = months === 0 ? "" : `, ${inWords(each)} more each ${period}`;
  return `${inWords(unbilled)} unbilled up to now${later}; before tax`;
}
