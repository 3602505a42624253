/** Which of the partner's two tokens a call accepts. `either`: both, and then the application's own is sent. */
export type AcceptedToken = "app" | "user" | "either";

/** The token that a call is sent with: the application's own, or that of the user who consented to it. */
export type TokenKind = "app" | "user";

/** What one kind of call rests on. */
export type CallContract = {
  /** The day of the documentation that it follows. */
  readonly documentedOn: string;
  /** From this day on the vendor takes it no more; null while nothing is said of an end. */
  readonly retiredOn: string | null;
  readonly token: AcceptedToken;
  /** The vendor's page that documents it. */
  readonly source: string;
  /** True: no page shows this call; it is concluded from the page beside it and from clients of others. */
  readonly inferred?: true;
};

/** The day of the English pages that most calls follow; what was changed since stands in the rows. */
const PAGES_OF = "2023-10-23";

const either = (source: string): CallContract => ({ documentedOn: PAGES_OF, retiredOn: null, token: "either", source });
const byUser = (source: string): CallContract => ({ ...either(source), token: "user" });
/** The enhanced attestation, in production since that day. The application's own token is the only one taken. */
const byAttestation = { documentedOn: "2025-07-10", retiredOn: null, token: "app" } as const;

/**
 * Every kind of call that the client makes: the method, the path with `:id` for each id in it, and a word in brackets where
 * two of them go to one path. A call cannot be written without naming its row. `docs/partner-center-contract.md` is printed
 * from it.
 */
export const CONTRACT = {
  "HEAD /domains/:id": either("verify-domain-availability"),
  "POST /validations/address": either("validate-an-address"),
  "POST /customers": either("create-a-customer"),
  "GET /customers": either("get-a-list-of-customers"),
  "GET /customers/:id": either("get-a-customer-by-id"),
  "GET /agreements": byUser("get-customer-agreement-metadata"),
  "GET /customers/:id/agreements": byUser("get-confirmation-of-customer-agreement"),
  "POST /customers/:id/agreements": {
    ...byUser("confirm-customer-consent-customer-agreement"),
    retiredOn: "2026-01-05",
  },
  "POST /attestations/enhanced": { ...byAttestation, source: "integrate-sandbox-confirm-customer-accept" },
  "GET /attestations/enhanced/:id": {
    ...byAttestation,
    source: "integrate-sandbox-confirm-customer-accept",
    inferred: true,
  },
  "POST /customers/:id/agreements (attested)": {
    ...byAttestation,
    source: "integrate-sandbox-confirm-customer-agree",
  },
  "GET /customers/:id/directSignedMicrosoftCustomerAgreementStatus": byUser(
    "get-direct-sign-status-of-customer-agreement",
  ),
  "GET /products": either("get-a-list-of-products"),
  "GET /products/:id/skus": either("get-a-list-of-skus-for-a-product"),
  "GET /products/:id/skus/:id/availabilities": either("get-a-list-of-availabilities-for-a-sku"),
  "POST /customers/:id/carts": either("create-a-cart"),
  "GET /customers/:id/carts/:id": either("update-a-cart"),
  "POST /customers/:id/carts/:id/checkout": either("checkout-a-cart"),
  "GET /customers/:id/orders": either("get-all-of-a-customer-s-orders"),
  "GET /customers/:id/orders/:id": either("get-an-order-by-id"),
  "GET /customers/:id/orders/:id/provisioningstatus": byUser("get-order-provisioning-status"),
  "GET /customers/:id/subscriptions": either("get-a-list-of-subscriptions-by-order"),
  "GET /customers/:id/subscriptions/:id": either("get-a-subscription-by-id"),
  "PATCH /customers/:id/subscriptions/:id": either("change-the-quantity-of-a-subscription"),
  "GET /customers/:id/subscriptions/:id/provisioningstatus": byUser("get-subscription-provisioning-status"),
  "GET /webhooks/v1/registration": either("partner-center-webhooks"),
  "POST /webhooks/v1/registration": either("partner-center-webhooks"),
  "PUT /webhooks/v1/registration": either("partner-center-webhooks"),
  "GET /webhooks/v1/registration/events": either("partner-center-webhooks"),
  "POST /webhooks/v1/registration/validationEvents": either("partner-center-webhooks"),
} as const satisfies Readonly<Record<`${CallMethod} /${string}`, CallContract>>;

export type CallMethod = "GET" | "POST" | "PUT" | "PATCH" | "HEAD";

/** Calls of one kind, which one right or one rule of a firewall lets through or not. */
export type CallKind = keyof typeof CONTRACT;

/** The token with which calls of a kind are sent. The user's only where nothing else is taken: its sign-in may fail. */
export const tokenOf = (kind: CallKind): TokenKind => (CONTRACT[kind].token === "user" ? "user" : "app");

/** The first day on which a kind of call is taken no more (UTC, `YYYY-MM-DD`); null while none is known. */
export const retiredOn = (kind: CallKind): string | null => CONTRACT[kind].retiredOn;

export const methodOf = (kind: CallKind): CallMethod => kind.split(" ")[0] as CallMethod;

/**
 * The path of a call with its query, each part of it encoded.
 *
 * @param ids what stands in the places of `:id`, in their order
 * @throws Error when there are more or fewer ids than places
 */
export function pathOf(kind: CallKind, ids: readonly string[], query: Readonly<Record<string, string>>): string {
  const [, pattern = ""] = kind.split(" ");
  const [start = "", ...rest] = pattern.split(":id");
  if (rest.length !== ids.length) {
    throw new Error(`${kind} has ${rest.length} ids, and ${ids.length} were given`);
  }
  const path = rest.reduce((made, part, place) => `${made}${encodeURIComponent(ids[place] ?? "")}${part}`, start);
  const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return asked.length === 0 ? path : `${path}?${asked.join("&")}`;
}
