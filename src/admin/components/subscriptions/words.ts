import type { Subscription } from "../../../api/admin/csp/subscriptions/document";
import { addDays, day } from "../format";

type Look = { readonly word: string; readonly color: "green" | "orange" | "grey" };

export const STATUS_LOOKS: Readonly<Record<Subscription["status"], Look>> = {
  active: { word: "Active", color: "green" },
  suspended: { word: "Suspended", color: "orange" },
  cancelled: { word: "Cancelled", color: "grey" },
  ended: { word: "Ended", color: "grey" },
};

export const AGREEMENT_LOOKS: Readonly<Record<Subscription["agreement"]["state"], Look>> = {
  wanted: { word: "Not confirmed lately", color: "orange" },
  confirmed: { word: "Confirmed by the vendor", color: "green" },
  drifted: { word: "Differs from the vendor", color: "orange" },
};

/** True while it is billed. */
export function isLive({ status }: Pick<Subscription, "status">): boolean {
  return status === "active" || status === "suspended";
}

/** What happens at the end of the term: `Renews on 15 Mar 2027` */
export function renewalInWords({ renewal, term_last_on }: Pick<Subscription, "renewal" | "term_last_on">): string {
  switch (renewal) {
    case "renew":
      return `Renews on ${day(addDays(term_last_on, 1))}`;
    case "stop":
      return `Ends after ${day(term_last_on)}`;
    case "extend":
      return `Goes on by the month after ${day(term_last_on)}`;
  }
}
