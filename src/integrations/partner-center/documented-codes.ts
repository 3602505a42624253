import {
  doneBefore,
  later,
  needsPerson,
  type PartnerCenterAnswer,
  refuses,
  setUp,
  setUpOfSignIn,
  wrongRequest,
} from "./answer-rows";

const NOT_OFFERED = "Microsoft does not sell one of the products to your kind of organisation.";
const NOT_IN_COUNTRY = "Microsoft does not offer one of the products in your country.";
const NOT_SOLD = "Microsoft no longer sells one of the products you ordered.";
const QUANTITY = "The number of licences is outside what Microsoft allows.";
const MOST_SUBSCRIPTIONS = "Your organisation has reached Microsoft's limit for subscriptions.";
const MOST_LICENCES = "Your organisation has reached Microsoft's limit of licences for this product.";
const NO_BASE = "This add-on needs a base product that your organisation does not have yet.";
const NONE_LEFT = "Microsoft has none of this product left to sell.";
const NO_AGREEMENT = "The Microsoft Customer Agreement has not been accepted for your organisation.";
const NOT_APPROVED = "Microsoft did not approve an order for your organisation.";
const REGISTRATION = "Microsoft could not accept your company registration number.";
const SANDBOX_LIMIT = "Microsoft's limit for this sandbox account has been reached.";
const WINDOW_OVER = "The time in which this could be given back is over.";
const NOT_FEWER = "These seats can no longer be given back; they are committed until the end of the term.";
const SUSPENDED = "This subscription is suspended; it can be changed when it is active again.";
const OVER = "This subscription has ended and cannot be changed any more.";
const RENEWING =
  "Microsoft is renewing this subscription just now, which can take a day. Nothing was changed; please try again tomorrow.";
const TOO_OFTEN = "This subscription was changed too often; Microsoft takes no more changes of it in this term.";
const MOVED =
  "This subscription was changed by somebody else in the meantime. Nothing was done; please look at it again.";
const NOT_CHANGEABLE = "This subscription cannot be changed in this way at the moment.";

const HOUR = 3_600;

/** The error codes that Partner Center documents, each on one row. Whatever is not listed here refuses nobody. */
export const DOCUMENTED_CODES: readonly PartnerCenterAnswer[] = [
  // Sign-in, rights and set-up.
  ...setUpOfSignIn(401, ["400 access denied", "800001 partner token missing", "900420 token rejected"]),
  ...setUpOfSignIn(401, ["900421 multi-factor authentication required for the user behind the token"]),
  ...setUp(403, ["90000 Entra refused the token", "900308 insufficient privileges", "900309 Conditional Access"]),
  ...setUp(403, ["900329 app-only tokens are not supported here", "2032 access denied"]),
  ...setUp(400, ["900316 wrong kind of token for licences"]),
  // The customer, the offer, the quantity.
  ...refuses(403, NOT_OFFERED, ["2006 partner not valid for the offer", "2030 partner not onboarded in the country"]),
  ...refuses(403, NOT_OFFERED, ["2085 offer not eligible", "2091 offer no longer available"]),
  ...refuses(403, NOT_OFFERED, ["800020 item not eligible for purchase", "400030 target segment not allowed"]),
  ...refuses(403, NOT_OFFERED, ["400036 target view not allowed"]),
  ...refuses(400, NOT_IN_COUNTRY, "800070 offer not in the country"),
  ...refuses(404, NOT_SOLD, ["400013 product not found", "400018 SKU not found"]),
  ...refuses(403, NOT_SOLD, "800028 initial term no longer available"),
  ...refuses(400, QUANTITY, ["2002 quantity outside minimum and maximum", "900275 quantity of a line out of range"]),
  ...refuses(400, QUANTITY, "800017 quantity not available"),
  ...refuses(403, QUANTITY, "800027 item not eligible for more or fewer seats"),
  ...refuses(403, MOST_LICENCES, "800067 most seats for a subscription"),
  ...refuses(403, MOST_SUBSCRIPTIONS, ["800066 most subscriptions for a customer", "800088 remaining seat limit"]),
  ...refuses(403, MOST_SUBSCRIPTIONS, "800089 remaining asset limit"),
  ...refuses(400, MOST_SUBSCRIPTIONS, "900419 too many subscriptions in the tenant"),
  ...refuses(400, NO_BASE, "400041 add-on without its base"),
  ...refuses(400, NONE_LEFT, "800010 no inventory"),
  ...refuses(403, NO_AGREEMENT, "13605 customer agreement not accepted: attest it, or let the customer accept it"),
  ...refuses(400, NO_AGREEMENT, "900203 item needs an attestation"),
  ...refuses(403, NOT_APPROVED, ["800069 risk check failed", "800075 customer account not approved"]),
  ...later(403, HOUR, ["800073 customer account under review", "800074 customer account under review"]),
  ...refuses(403, "Your organisation has not accepted us as its Microsoft reseller yet.", [
    "20002 no commerce relationship with the customer",
  ]),
  ...refuses(400, REGISTRATION, ["600002 registration id not supported", "600049 registration id missing"]),
  ...refuses(400, REGISTRATION, "600050 registration id of wrong format"),
  ...refuses(400, "Microsoft needs a phone number for your organisation.", "600051 phone missing"),
  ...refuses(400, SANDBOX_LIMIT, "800018 sandbox limit met"),
  ...refuses(403, "Microsoft has locked your organisation's account.", "900416 customer locked"),
  // The partner's account and contract.
  ...needsPerson(403, ["800023 credit line not sufficient", "800068 most Azure subscriptions for a partner"]),
  ...needsPerson(400, ["800024 not eligible for this transaction", "800025 not eligible for this transaction"]),
  ...needsPerson(400, ["800026 not eligible for this transaction", "800062 not eligible for this transaction"]),
  ...needsPerson(400, ["2071 partner number is no valid advisor", "800016 partner number is no indirect reseller"]),
  ...needsPerson(400, ["900154 partner number is no active reseller", "900206 partner attestation missing"]),
  ...needsPerson(404, ["2072 partner number is no valid partner on record", "60003 tenant not found"]),
  ...needsPerson(400, ["900252 purchase order document", "900253 purchase order document"]),
  ...needsPerson(400, ["900254 purchase order document", "800061 order cannot be cancelled"]),
  ...needsPerson(403, ["900263 not for legacy subscriptions", "800019 a production tenant cancels only software"]),
  ...needsPerson(400, ["900215 not active: no migration", "900217 under a day to term end: no migration"]),
  ...needsPerson(400, ["900219 has add-ons: no migration", "900131 legacy Azure is not transferred"]),
  ...needsPerson(400, [
    "900145 reservations are not transferred",
    "900160 transfer refused",
    "900400 transfer refused",
  ]),
  ...needsPerson(null, "900103 a line of a transfer was refused"),
  // Our request.
  ...wrongRequest(400, ["3000 invalid property", "800002 invalid request input", "800009 error in cart items"]),
  ...wrongRequest(400, "2054 billing cycle cannot change so"),
  ...wrongRequest(417, "800036 precondition failed"),
  ...wrongRequest(400, ["800063 cancel at the subscription, not at the order", "900261 target subscription not ready"]),
  ...wrongRequest(400, ["900236 target subscription's end date", "900259 target subscription not active"]),
  ...wrongRequest(400, ["900260 target subscription not valid", "900242 end date matches no subscription"]),
  ...wrongRequest(400, ["900244 end date only for new commerce", "900245 end date not in the first term"]),
  ...wrongRequest(400, ["900246 end date does not match", "900267 transition to a shorter term"]),
  ...wrongRequest(400, [
    "900268 term invalid",
    "900269 billing cycle invalid",
    "900270 billing cycle longer than term",
  ]),
  // A change to a subscription that the customer asked for.
  ...refuses(400, WINDOW_OVER, ["900117 past the window to cancel (days)", "900213 past the window to cancel (hours)"]),
  ...refuses(400, NOT_FEWER, ["900257 past the window for fewer seats (days)", "900214 the same in hours"]),
  ...refuses(400, NOT_FEWER, "800090 quantity cannot be decreased"),
  ...refuses(400, SUSPENDED, ["2001 quantity cannot change in the call that suspends", "800091 suspended: no update"]),
  ...refuses(400, OVER, ["2011 a deleted subscription cannot be updated", "900279 updates no longer possible"]),
  ...refuses(409, RENEWING, "900278 an operation is pending (renewal)"),
  ...refuses(400, TOO_OFTEN, "900311 updated too many times"),
  ...refuses(400, NOT_CHANGEABLE, "800040 status cannot change so"),
  ...refuses(400, NOT_CHANGEABLE, ["800093 not eligible for auto-renew", "800095 seat count cannot be updated"]),
  ...refuses(400, NOT_CHANGEABLE, ["800096 status cannot be updated", "800097 billing cycle cannot be updated"]),
  ...refuses(400, NOT_CHANGEABLE, ["800098 partner on record cannot be updated", "800107 no term change on trials"]),
  ...refuses(400, NOT_CHANGEABLE, ["800121 invalid term", "800122 target term shorter than the current one"]),
  // Not now.
  ...later(500, null, "800003 unexpected service error"),
  ...later(404, null, ["20000 order not visible", "20003 subscription not visible", "800007 no provisioning yet"]),
  ...later(404, null, ["800008 cart not found", "600074 account status not there yet"]),
  ...later(404, null, "400019 availability out of date: read again, and the cart made anew"),
  ...later(409, 60, ["800014 an adjustment of the order is pending", "800082 subscription not ready"]),
  ...later(409, 120, "800060 order in progress"),
  ...later(409, 30, "800064 the cart is being processed"),
  ...later(400, 60, ["900258 target subscription not ready", "800081 no update before activation"]),
  ...later(400, HOUR, ["900277 subscription is expiring", "900280 updates currently not allowed"]),
  ...later(400, 1, "2055 etag no longer valid: read again"),
  ...doneBefore(400, "800065 the cart was submitted already"),
  ...doneBefore(409, "600061 a partner-confirmed agreement exists already"),
];

/** The error numbers of a single cart line, which come inside an answer of 201. */
export const CART_LINE_CODES: readonly PartnerCenterAnswer[] = [
  ...later(201, null, ["0 unknown line error", "10006 line could not be processed"]),
  ...later(201, null, "10001 catalogue item out of date: read again once, then not sold"),
  ...refuses(201, NOT_IN_COUNTRY, "10000 currency not supported"),
  ...refuses(201, QUANTITY, ["10002 quota not available", "10015 most seats for a subscription"]),
  ...refuses(201, NONE_LEFT, "10003 inventory not available"),
  ...refuses(201, NOT_OFFERED, "10004 participants not supported for the partner"),
  ...refuses(201, NO_AGREEMENT, "10012 attestation not accepted"),
  ...refuses(201, NO_BASE, ["10018 seats of the base offer not met", "10019 minimum of add-on seats not met"]),
  ...refuses(201, SANDBOX_LIMIT, "10009 sandbox limit met"),
  ...needsPerson(201, ["10007 subscription not valid", "10008 subscription not enabled for reservations"]),
  ...needsPerson(201, ["10010 invalid input", "10011 subscription not registered", "10013 billing plan not supported"]),
  ...needsPerson(201, ["10014 invalid promotion", "10016 end date not for this product", "10017 invalid end date"]),
];

/** What the token endpoint says with a word in place of a number. Nothing was sent to Partner Center. */
export const SIGN_IN_CODES: readonly PartnerCenterAnswer[] = [
  ...setUpOfSignIn(400, ["invalid_grant the refresh token was revoked, has expired or lacks consent"]),
  ...setUpOfSignIn(401, ["invalid_client the application's secret is wrong or has expired"]),
  ...setUpOfSignIn(400, [
    "unauthorized_client the application may not sign in so",
    "invalid_request sign-in not understood",
  ]),
  ...setUpOfSignIn(400, [
    "invalid_resource no such resource",
    "invalid_scope no such scope",
    "interaction_required sign in anew",
  ]),
  ...setUpOfSignIn(400, ["unsupported_grant_type this way to sign in is off"]),
  ...setUpOfSignIn(403, "access_denied consent was refused"),
  ...later(503, null, "temporarily_unavailable sign-in is busy"),
];

/** What the adapter itself concludes from a good answer. */
export const OWN_CODES: readonly PartnerCenterAnswer[] = [
  ...refuses(null, NOT_SOLD, "not_available the catalogue lists no availability of the plan"),
  ...refuses(null, MOVED, "changed_meanwhile the subscription is not as it was when the change was asked for"),
];
