import type { Discount } from "../../../../api/admin/csp/discounts/document";
import type { Named } from "../../../../api/http/document";
import { counted, day, inWords } from "../../../components/format";

type Look = { readonly word: string; readonly color: "green" | "grey" | "blue" };

export const STATE_LOOKS: Readonly<Record<Discount["state"], Look>> = {
  planned: { word: "Planned", color: "blue" },
  active: { word: "Active", color: "green" },
  ended: { word: "Ended", color: "grey" },
};

/** Vendors by the names their customers know. */
const VENDOR_WORDS: Readonly<Record<string, string>> = { "partner-center": "Microsoft" };
export const vendorOptions = Object.entries(VENDOR_WORDS) as [string, string][];

export const vendorInWords = (vendor: string) => VENDOR_WORDS[vendor] ?? vendor;

/** `2% from 3 Microsoft products` */
export function discountInWords(discount: Discount): string {
  const { value, condition } = discount;
  const off =
    value.kind === "percentage"
      ? `${value.percent}%`
      : `${inWords(value.amount)} ${value.per === "line" ? "a charge" : "an invoice"}`;
  switch (condition.kind) {
    case "vendor_mix":
      return `${off} from ${counted(condition.products, `${vendorInWords(condition.vendor)} product`)}`;
    case "seats":
      return `${off} from ${counted(condition.at_least, "seat")}`;
    default:
      return off;
  }
}

/** `Everything`, `Microsoft products`, or the names. */
export function scopeInWords({ scope }: Discount): string {
  switch (scope.kind) {
    case "vendor":
      return `${vendorInWords(scope.vendor)} products`;
    case "products":
      return names(scope.products);
    case "plans":
      return names(scope.plans);
    case "subscriptions":
      return names(scope.subscriptions);
    default:
      return "Everything";
  }
}

export function customersInWords({ customers }: Discount): string {
  return customers.kind === "all" ? "Everybody" : names(customers.companies);
}

/** `From 1 Jan 2026` or `1 Jan 2026 – 31 Mar 2026` */
export function validityInWords({ start_on, last_on }: Discount): string {
  return last_on === null ? `From ${day(start_on)}` : `${day(start_on)} – ${day(last_on)}`;
}

function names(list: readonly Named[]): string {
  return list.map((one) => one.name).join(", ");
}
