import { CORE_FAMILIES } from "../../../src/api/http/guards/core-rules";
import type { ServedRoute } from "./served";

/** Who asks. `stranger` acts for another company, `newcomer` for none yet, `member` for the company whose things are named. */
export const ACTORS = ["anonymous", "stranger", "newcomer", "member", "admin"] as const;
export type Actor = (typeof ACTORS)[number];

/**
 * Who is answered. `anyone`: no secret is in it. `own`: whoever is signed in, about themselves. `owner`: whose object the
 * path names. `admin`: the seller's people. `signed`: who can sign the request. `machine`: this machine. `nobody`: not
 * served with licences. `elsewhere`: what it answers is another specification's matter.
 */
export type Answers = "anyone" | "own" | "owner" | "admin" | "signed" | "machine" | "nobody" | "elsewhere";

export interface Rule {
  /** Method and path; `**` at the end stands for anything more, a method of `*` for any. */
  readonly route: string;
  readonly answers: Answers;
  readonly why: string;
  /** A body that passes the route's schema, so that what it answers is about who asks. */
  readonly body?: object;
}

/** Refuse unless allowed: a route of which no rule speaks fails the test. The first rule that fits holds. */
export const RULES: readonly Rule[] = [
  { route: "GET /csp/health", answers: "anyone", why: "a sign of life" },
  { route: "GET /csp/ready", answers: "anyone", why: "names checks, and no business" },
  { route: "GET /csp/metrics", answers: "machine", why: "figures of the business" },
  { route: "POST /hooks/csp/stripe", answers: "signed", why: "the card processor signs" },
  { route: "POST /hooks/csp/partner-center", answers: "signed", why: "the vendor signs" },
  { route: "* /hooks/payment/**", answers: "elsewhere", why: "our provider takes no notices there" },
  { route: "* /auth/**", answers: "elsewhere", why: "signing in; limits have their own specification" },
  { route: "* /cloud/**", answers: "elsewhere", why: "Medusa's own hosting; off outside of it" },

  { route: "GET /store/csp/offers", answers: "anyone", why: "the catalogue" },
  { route: "GET /store/csp/offers/:handle", answers: "anyone", why: "the catalogue" },
  { route: "GET /store/csp/shop", answers: "anyone", why: "who sells" },
  { route: "GET /store/csp/agreement", answers: "anyone", why: "a public text" },
  { route: "POST /store/csp/quotes", answers: "anyone", why: "prices are public" },
  { route: "POST /store/csp/carts", answers: "anyone", why: "a visitor fills a cart before signing in" },
  { route: "POST /store/csp/carts/mine", answers: "own", why: "one's own cart" },
  { route: "GET /store/csp/carts/:id", answers: "owner", why: "a customer's cart" },
  {
    route: "POST /store/csp/carts/:id/lines",
    answers: "owner",
    why: "a customer's cart",
    body: { plan_id: "cplan_1", quantity: 1 },
  },
  {
    route: "POST /store/csp/carts/:id/lines/:line_id",
    answers: "owner",
    why: "a customer's cart",
    body: { quantity: 1 },
  },
  { route: "DELETE /store/csp/carts/:id/lines/:line_id", answers: "owner", why: "a customer's cart" },
  { route: "POST /store/csp/checkouts", answers: "own", why: "the body names one's own cart" },
  {
    route: "POST /store/csp/checkouts/:id/address",
    answers: "owner",
    why: "a company's purchase",
    body: {
      address: { line1: "1 Pike Place", city: "Seattle", province: "WA", postal_code: "98101", country_code: "us" },
    },
  },
  { route: "* /store/csp/checkouts/:id**", answers: "owner", why: "a company's purchase" },
  { route: "POST /store/csp/companies", answers: "own", why: "one's own company" },
  { route: "* /store/csp/companies/me**", answers: "own", why: "one's own company" },
  { route: "POST /store/csp/domain-checks", answers: "own", why: "asks the vendor, so not for visitors" },
  { route: "* /store/csp/account/confirmation", answers: "own", why: "one's own mail address" },
  { route: "GET /store/csp/account/personal-data", answers: "own", why: "what is kept about oneself" },
  {
    route: "POST /store/csp/account/disown",
    answers: "elsewhere",
    why: "opened by a link that was mailed to the address",
  },
  { route: "POST /store/csp/account/sign-out", answers: "elsewhere", why: "would end the sign-in of who asks here" },
  { route: "GET /store/csp/invoices", answers: "own", why: "one's own company's" },
  { route: "GET /store/csp/invoices/:id**", answers: "owner", why: "a company's documents" },
  { route: "GET /store/csp/billing/next-invoice", answers: "own", why: "one's own company's" },
  { route: "GET /store/csp/statement", answers: "own", why: "one's own company's" },
  { route: "GET /store/csp/renewals", answers: "own", why: "one's own company's" },
  {
    route: "POST /store/csp/renewals/:id/confirm",
    answers: "owner",
    why: "a company's licences",
    body: { term_last_on: "2020-01-31", outcome: "stop" },
  },
  { route: "GET /store/csp/subscriptions", answers: "own", why: "one's own company's" },
  { route: "GET /store/csp/subscriptions/:id", answers: "owner", why: "a company's licences" },
  {
    route: "POST /store/csp/subscriptions/:id/seat-change/preview",
    answers: "owner",
    why: "a company's licences",
    body: { quantity: 5 },
  },
  { route: "GET /store/csp/subscriptions/:id/changes", answers: "owner", why: "a company's licences" },
  {
    route: "POST /store/csp/subscriptions/:id/changes",
    answers: "owner",
    why: "a company's licences",
    body: { change: { kind: "seats", quantity: 5 }, hash: "of no preview" },
  },
  {
    route: "POST /store/csp/subscriptions/:id/changes/preview",
    answers: "owner",
    why: "a company's licences",
    body: { change: { kind: "seats", quantity: 5 } },
  },
  { route: "POST /store/csp/subscriptions/:id/changes/:change_id**", answers: "owner", why: "a company's licences" },

  ...[
    ...["attention", "findings", "inbox-events", "journal", "subscriptions", "tenant-claims"],
    ...["billing-accounts", "billing-checks", "billing-journal", "billing-runs", "customers", "discounts", "invoices"],
    ...["offers", "orders", "price-sheets", "pricing-rules", "products", "provisioning-tasks", "renewals"],
  ].map((name): Rule => ({ route: `* /admin/csp/${name}**`, answers: "admin", why: "the seller's side" })),

  { route: "GET /store/orders", answers: "own", why: "one's own orders" },
  { route: "GET /store/orders/:id", answers: "owner", why: "the customer's own order" },
  { route: "* /store/orders/:id/transfer**", answers: "nobody", why: "an order of licences belongs to its company" },
  { route: "* /store/carts**", answers: "nobody", why: "licences have carts of their own" },
  { route: "* /store/payment-collections**", answers: "nobody", why: "licences are paid by their own checkout" },
  { route: "* /store/returns**", answers: "nobody", why: "licences are not sent back" },
  { route: "POST /store/shipping-options/:id/calculate", answers: "nobody", why: "licences are not shipped" },
  { route: "GET /store/shipping-options", answers: "nobody", why: "asked for a cart, which is not found" },
  { route: "POST /store/customers", answers: "elsewhere", why: "signing up takes a token for it" },
  { route: "* /store/customers/me**", answers: "own", why: "one's own name and addresses" },
  { route: "POST /store/search", answers: "elsewhere", why: "a search that hosts may switch on" },
  ...[...CORE_FAMILIES.store]
    .filter((name) => /^(collections|currencies|payment-providers|product|regions|return-reasons)/.test(name))
    .map((name): Rule => ({ route: `GET /store/${name}**`, answers: "anyone", why: "Medusa's public catalogue" })),

  { route: "GET /admin/feature-flags", answers: "anyone", why: "which of its features are on, for the sign-in page" },
  { route: "POST /admin/invites/accept", answers: "elsewhere", why: "whoever has the invitation's token" },
  ...[...CORE_FAMILIES.admin].map(
    (name): Rule => ({
      route: `* /admin/${name}**`,
      answers: "admin",
      why: "Medusa's admin; writes are judged by what they name",
    }),
  ),
];

/** The rule for a route; undefined for one that nobody has thought of. */
export function ruleFor({ method, path }: ServedRoute): Rule | undefined {
  return RULES.find(({ route }) => {
    const [wanted = "", pattern = ""] = route.split(" ");
    if (wanted !== "*" && wanted !== method) {
      return false;
    }
    const base = pattern.replace(/\/?\*\*$/, "");
    return pattern.endsWith("**") ? path === base || path.startsWith(`${base}/`) : path === pattern;
  });
}

/** Whether an actor is answered at all, as the rule says; undefined where it does not speak of it. */
export function isAnswered(answers: Answers, actor: Actor): boolean | undefined {
  switch (answers) {
    case "anyone":
    case "machine":
      return true;
    case "own":
      return actor === "stranger" || actor === "newcomer" || actor === "member";
    case "owner":
      return actor === "member";
    case "admin":
      return actor === "admin";
    case "signed":
    case "nobody":
      return false;
    case "elsewhere":
      return undefined;
  }
}
