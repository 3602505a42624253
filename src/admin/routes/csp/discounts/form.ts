import type { Discount, NewDiscount } from "../../../../api/admin/csp/discounts/document";
import type { Named } from "../../../../api/http/document";
import { addDays } from "../../../components/format";

/** A discount as it is being typed. Each kind keeps what was typed for it, so that switching back loses nothing. */
export type DiscountForm = {
  name: string;
  valueKind: Discount["value"]["kind"];
  percent: string;
  amount: string;
  per: "line" | "invoice";
  scopeKind: Discount["scope"]["kind"];
  scopeVendor: string;
  products: readonly Named[];
  plans: readonly Named[];
  subscriptions: readonly Named[];
  conditionKind: Discount["condition"]["kind"];
  conditionVendor: string;
  productCount: string;
  seatCount: string;
  customersKind: Discount["customers"]["kind"];
  companies: readonly Named[];
  startOn: string;
  /** The last day on which it counts; empty: no end. */
  lastOn: string;
  order: string;
  exclusive: boolean;
};

/** What every part of the form gets. */
export type PartProps = {
  form: DiscountForm;
  errors: Readonly<Record<string, string>>;
  set: (part: Partial<DiscountForm>) => void;
};

export function emptyForm(today: string, vendor: string): DiscountForm {
  return {
    name: "",
    valueKind: "percentage",
    percent: "",
    amount: "",
    per: "line",
    scopeKind: "all",
    scopeVendor: vendor,
    products: [],
    plans: [],
    subscriptions: [],
    conditionKind: "none",
    conditionVendor: vendor,
    productCount: "3",
    seatCount: "",
    customersKind: "all",
    companies: [],
    startOn: today,
    lastOn: "",
    order: "100",
    exclusive: false,
  };
}

/** What is sent for a form. An empty text is no number; the server says what is missing. */
export function toDiscount(form: DiscountForm, currency: string): NewDiscount {
  return {
    name: form.name,
    value:
      form.valueKind === "percentage"
        ? { kind: "percentage", percent: form.percent.trim() }
        : { kind: "amount", amount: { amount: form.amount.trim(), currency }, per: form.per },
    scope: scopeOf(form),
    condition: conditionOf(form),
    customers: form.customersKind === "all" ? { kind: "all" } : { kind: "companies", company_ids: ids(form.companies) },
    start_on: form.startOn,
    end_on: form.lastOn === "" ? null : addDays(form.lastOn, 1),
    order: toNumber(form.order),
    exclusive: form.exclusive,
  };
}

function scopeOf(form: DiscountForm): NewDiscount["scope"] {
  switch (form.scopeKind) {
    case "vendor":
      return { kind: "vendor", vendor: form.scopeVendor };
    case "products":
      return { kind: "products", product_ids: ids(form.products) };
    case "plans":
      return { kind: "plans", plan_ids: ids(form.plans) };
    case "subscriptions":
      return { kind: "subscriptions", subscription_ids: ids(form.subscriptions) };
    default:
      return { kind: "all" };
  }
}

function conditionOf(form: DiscountForm): NewDiscount["condition"] {
  switch (form.conditionKind) {
    case "vendor_mix":
      return { kind: "vendor_mix", vendor: form.conditionVendor, products: toNumber(form.productCount) };
    case "seats":
      return { kind: "seats", at_least: toNumber(form.seatCount) };
    default:
      return { kind: "none" };
  }
}

function ids(list: readonly Named[]): string[] {
  return list.map((one) => one.id);
}

function toNumber(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
