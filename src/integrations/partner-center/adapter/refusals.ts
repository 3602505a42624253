/**
 * Definite refusals of Partner Center and what to tell the customer. Texts name neither Microsoft's internals nor the
 * partner's; the partner reads code and description in the queue.
 */
const reasons: ReadonlyMap<string, string> = new Map([
  ...each(["2006", "2030", "2085", "2091", "800020", "400030", "400036", "10001", "10004"], notOffered()),
  ...each(["800070", "10000"], "Microsoft does not offer one of the products in your country."),
  ...each(
    ["400013", "400018", "800028", "not_available"],
    "Microsoft no longer sells one of the products you ordered.",
  ),
  ...each(["2002", "900275", "800017", "10002", "10015"], "The number of licences is outside what Microsoft allows."),
  ...each(["800066", "800088", "800089"], "Your organisation has reached Microsoft's limit for subscriptions."),
  ...each(["800067"], "Your organisation has reached Microsoft's limit of licences for this product."),
  ...each(["400041", "10018", "10019"], "This add-on needs a base product that your organisation does not have yet."),
  ...each(["800010", "10003"], "Microsoft has none of this product left to sell."),
  ...each(
    ["13605", "10012", "900203"],
    "The Microsoft Customer Agreement has not been accepted for your organisation.",
  ),
  ...each(["800073", "800074"], "Microsoft is still reviewing your organisation's account."),
  ...each(["800069", "800075"], "Microsoft did not approve an order for your organisation."),
  ...each(["20002"], "Your organisation has not accepted us as its Microsoft reseller yet."),
  ...each(["600002", "600049", "600050"], "Microsoft could not accept your company registration number."),
  ...each(["600051"], "Microsoft needs a phone number for your organisation."),
  ...each(["800018", "10009"], "Microsoft's limit for this sandbox account has been reached."),
  ...each(["800023", "800024", "800025", "800026", "800062"], "We cannot place this order at Microsoft at the moment."),
]);

/** Our request was at fault, or the account's sign-in is: the customer's order is fine and must wait for a person. */
const NEED_ATTENTION: ReadonlySet<string> = new Set([
  "invalid_grant",
  "invalid_client",
  "unauthorized_client",
  "3000",
  "800002",
  "800001",
  "900308",
  "900309",
  "900329",
  "900420",
  "900421",
  "bad_shape",
]);

/** Not now: the vendor is busy with this order or this customer. Value: when to come back, in milliseconds. */
const COME_BACK_LATER: ReadonlyMap<string, number> = new Map([
  ["800014", 60_000],
  ["800060", 120_000],
  ["800064", 30_000],
  ["800082", 60_000],
  ["900258", 60_000],
  ["900278", 3_600_000],
  ["900279", 3_600_000],
]);

export const GENERAL_REASON = "Microsoft did not accept the order.";

export const reasonFor = (code: string): string => reasons.get(code) ?? GENERAL_REASON;
export const isKnownRefusal = (code: string): boolean => reasons.has(code);
export const needsPerson = (code: string): boolean => NEED_ATTENTION.has(code);
export const comeBackAfterMs = (code: string): number | null => COME_BACK_LATER.get(code) ?? null;

function notOffered(): string {
  return "Microsoft does not sell one of the products to your kind of organisation.";
}

function each(codes: readonly string[], reason: string): [string, string][] {
  return codes.map((code) => [code, reason]);
}
