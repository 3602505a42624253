import { PAYMENT_PROVIDER } from "../../../processes/purchase/checkouts/payment-page";
import type { NamedObject, ObjectKind } from "../../../reads/named-objects";

/** What somebody asks of one of Medusa's own routes. */
export type CoreRequest = {
  readonly area: "admin" | "store";
  readonly method: string;
  /** The path after the area, decoded. */
  readonly segments: readonly string[];
  readonly body: unknown;
};

/** `pass`: Medusa answers. `cancel_order`: our decision first. The others are refused, `hidden` as if it were not there. */
export type Verdict =
  | { readonly kind: "pass" }
  | { readonly kind: "cancel_order"; readonly orderId: string }
  | { readonly kind: "hidden"; readonly message: string }
  | { readonly kind: "refused"; readonly message: string };

type Allowance = {
  /** Segments after the area; `:` stands for any one segment, `**` at the end for any more. */
  readonly path: string;
  readonly kinds: readonly ObjectKind[];
  /** Names of fields that the body may have; none given: all. */
  readonly fields?: readonly string[];
  readonly methods?: readonly string[];
  /** Lists in the body, each with what it must keep when it is there. */
  readonly keeps?: Readonly<Record<string, string>>;
  readonly why: string;
};

const PASS: Verdict = { kind: "pass" };
const READS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);
const TEXTS = ["title", "subtitle", "description", "images", "thumbnail", "tags", "categories", "collection_id"];

/**
 * The first segments of Medusa's own routes, after which a host may add routes of its own. A route that begins with
 * another word is the host's, and none of our business.
 */
export const CORE_FAMILIES: Readonly<Record<CoreRequest["area"], ReadonlySet<string>>> = {
  admin: new Set([
    ...["api-keys", "campaigns", "claims", "collections", "currencies", "customer-groups", "customers"],
    ...["draft-orders", "exchanges", "feature-flags", "fulfillment-providers", "fulfillment-sets", "fulfillments"],
    ...["index", "inventory-items", "invites", "layouts", "locales", "notifications", "order-changes", "order-edits"],
    ...["orders", "payment-collections", "payments", "plugins", "price-lists", "price-preferences"],
    ...["product-categories", "product-options", "product-tags", "product-types", "product-variants", "products"],
    ...["promotions", "property-labels", "rbac", "refund-reasons", "regions", "reservations", "return-reasons"],
    ...["returns", "sales-channels", "search", "search-indexes", "shipping-option-types", "shipping-options"],
    ...["shipping-profiles", "stock-locations", "stores", "tax-providers", "tax-rates", "tax-regions"],
    ...["translations", "uploads", "users", "views", "workflows-executions"],
  ]),
  store: new Set([
    ...["carts", "collections", "currencies", "customers", "locales", "orders", "payment-collections"],
    ...["payment-providers", "product-categories", "product-options", "product-tags", "product-types"],
    ...["product-variants", "products", "regions", "return-reasons", "returns", "search", "shipping-options"],
  ]),
};

/** What may be written through Medusa's own routes although it names something of licences, and why. */
export const ALLOWANCES: Readonly<Record<CoreRequest["area"], readonly Allowance[]>> = {
  admin: [
    { path: "orders/:/archive", kinds: ["order"], why: "only where Medusa lists the order" },
    {
      path: "products/:",
      kinds: ["product"],
      methods: ["POST"],
      fields: [...TEXTS, "type_id", "metadata", "additional_data"],
      why: "how an offer is described; what is sold at which price is not in these fields",
    },
    { path: "products/:/images/:/variants/batch", kinds: ["product"], why: "pictures" },
    { path: "products/:/variants/:/images/batch", kinds: ["product"], why: "pictures" },
    { path: "collections/:/products", kinds: ["product"], why: "how the shop is sorted" },
    { path: "product-categories/:/products", kinds: ["product"], why: "how the shop is sorted" },
    { path: "translations/batch", kinds: ["product"], why: "texts in other languages" },
    { path: "search-indexes/**", kinds: ["product"], why: "a copy for searching" },
    {
      path: "customers/:",
      kinds: ["customer"],
      methods: ["POST"],
      fields: ["first_name", "last_name", "phone", "company_name", "metadata", "additional_data"],
      why: "a person's name; who may sign in and for which company is not in these fields",
    },
    { path: "customers/:/addresses/**", kinds: ["customer"], why: "licences use the company's address" },
    { path: "customers/:/customer-groups", kinds: ["customer"], why: "groups do not price licences" },
    { path: "customer-groups/:/customers", kinds: ["customer"], why: "groups do not price licences" },
    { path: "promotions/**", kinds: ["customer"], why: "a promotion of the host's goods" },
    { path: "draft-orders/**", kinds: ["customer"], why: "the person buys goods of the host's" },
    { path: "orders/:/transfer", kinds: ["customer"], why: "the person takes over an order of the host's goods" },
    {
      path: "sales-channels/:",
      kinds: ["sales_channel"],
      methods: ["POST"],
      fields: ["name", "description", "metadata"],
      why: "words",
    },
    { path: "sales-channels/:/products", kinds: ["sales_channel"], why: "products of licences are refused as such" },
    { path: "stores/:", kinds: ["sales_channel", "only_region"], why: "names a default" },
    { path: "api-keys/**", kinds: ["sales_channel"], why: "which of the host's shops a key opens" },
    { path: "stock-locations/**", kinds: ["sales_channel"], why: "licences have no stock" },
    { path: "products/**", kinds: ["sales_channel"], why: "lists goods of the host's in it" },
    { path: "orders/**", kinds: ["sales_channel", "only_region"], why: "where an order of the host's goods is made" },
    {
      path: "draft-orders/**",
      kinds: ["sales_channel", "only_region"],
      why: "where an order of the host's goods is made",
    },
    {
      path: "regions/:",
      kinds: ["only_region"],
      methods: ["POST"],
      fields: [
        "name",
        "countries",
        "metadata",
        "payment_providers",
        "automatic_taxes",
        "is_tax_inclusive",
        "additional_data",
      ],
      keeps: { payment_providers: PAYMENT_PROVIDER },
      why: "licences need its currency and their own payment provider",
    },
    { path: "tax-regions/**", kinds: ["only_region"], why: "a name beside it" },
    { path: "price-preferences/**", kinds: ["only_region"], why: "how prices of goods are typed" },
    { path: "price-lists/**", kinds: ["only_region", "customer"], why: "for whom goods of the host's cost what" },
    { path: "shipping-options/**", kinds: ["only_region"], why: "licences are not shipped" },
    { path: "promotions/**", kinds: ["only_region", "sales_channel"], why: "a promotion of the host's goods" },
  ],
  store: [
    { path: "customers/me", kinds: ["customer"], why: "one's own name" },
    { path: "customers/me/addresses/**", kinds: ["customer"], why: "one's own addresses" },
    {
      path: "search",
      kinds: ["product", "sales_channel", "only_region", "customer"],
      why: "a search, which writes nothing",
    },
    { path: "carts/**", kinds: ["sales_channel", "only_region", "customer"], why: "a cart of the host's goods" },
    { path: "payment-collections/**", kinds: ["customer"], why: "a cart of the host's goods" },
    { path: "shipping-options/**", kinds: ["only_region"], why: "a cart of the host's goods" },
  ],
};

const INSTEAD: Readonly<Record<ObjectKind, string>> = {
  order:
    "This order holds licences, and Seatline keeps its books: money goes back by a credit note (Licences, Invoices), and " +
    "licences are changed where Microsoft can follow. Medusa's own button would change one without the other.",
  payment:
    "This payment is for licences. What is delivered is taken and the rest released by itself; to give money back make a " +
    "credit note (Licences, Invoices).",
  cart: "This cart holds licences; it is changed and paid through the shop's own checkout only.",
  product:
    "This product is made of plans of the price sheet. What is sold and at which price is set under Licences, Offers; only " +
    "texts and pictures are changed here.",
  customer:
    "This customer acts for a company that buys licences. The account and its address of sign-in are kept while the " +
    "company has contracts and invoices.",
  plan: "Lines that name a plan are made by the shop's own cart (/store/csp/carts) only.",
  sales_channel: "Licences are listed in this sales channel. Take them off sale under Licences, Offers, first.",
  only_region:
    "Licences are sold in this region's currency, and no other region has it. It must stay, and keep the payment provider " +
    "of licences; or make another region first.",
};

/** What names an order, a cart or a payment of licences in the store does not find it. */
const HIDDEN: ReadonlySet<ObjectKind> = new Set(["order", "cart", "payment"]);

/**
 * Whether a request to one of Medusa's own routes may go on. The rule is: who only reads in the admin may; a write that
 * names something of licences may not, unless an allowance above says so; and in the store a licence order is shown to
 * its own customer, everything else of that kind to nobody.
 *
 * @param customerId the signed-in customer
 */
export function judge(request: CoreRequest, named: readonly NamedObject[], customerId: string | null): Verdict {
  const { area, method, segments } = request;
  if (READS.has(method)) {
    return area === "admin" ? PASS : judgeStoreRead(named, customerId);
  }
  const denied = named.find((object) => !isAllowed(request, object.kind));
  if (denied === undefined) {
    return PASS;
  }
  if (area === "store" && HIDDEN.has(denied.kind)) {
    return { kind: "hidden", message: hiddenWords(denied) };
  }
  const isCancel = area === "admin" && denied.kind === "order" && matches("orders/:/cancel", segments);
  return isCancel && method === "POST"
    ? { kind: "cancel_order", orderId: denied.objectId }
    : { kind: "refused", message: INSTEAD[denied.kind] };
}

function judgeStoreRead(named: readonly NamedObject[], customerId: string | null): Verdict {
  const hidden = named.find(
    ({ kind, customerId: owner }) => HIDDEN.has(kind) && !(kind === "order" && owner !== null && owner === customerId),
  );
  return hidden === undefined ? PASS : { kind: "hidden", message: hiddenWords(hidden) };
}

function hiddenWords({ kind, named }: NamedObject): string {
  return kind === "cart"
    ? `Cart ${named} was not found here; use /store/csp/carts.`
    : `${kind === "order" ? "Order" : "Payment"} ${named} was not found.`;
}

function isAllowed({ area, method, segments, body }: CoreRequest, kind: ObjectKind): boolean {
  return ALLOWANCES[area].some(
    ({ path, kinds, fields, methods, keeps = {} }) =>
      kinds.includes(kind) &&
      (methods === undefined || methods.includes(method)) &&
      matches(path, segments) &&
      (fields === undefined || Object.keys(body ?? {}).every((field) => fields.includes(field))) &&
      Object.entries(keeps).every(([field, kept]) => keepsIn(body, field, kept)),
  );
}

function keepsIn(body: unknown, field: string, kept: string): boolean {
  const list = (body as Record<string, unknown> | null | undefined)?.[field];
  return list === undefined || (Array.isArray(list) && list.includes(kept));
}

function matches(path: string, segments: readonly string[]): boolean {
  const wanted = path.split("/");
  const open = wanted.at(-1) === "**";
  const fixed = open ? wanted.slice(0, -1) : wanted;
  return (
    (open ? segments.length >= fixed.length : segments.length === fixed.length) &&
    fixed.every((part, index) => part === ":" || part === segments[index]?.toLowerCase())
  );
}
