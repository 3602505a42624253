/** A refusal as Partner Center words it. Newer services answer with a numeric code and other fields. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly description: string,
    readonly modern: { errorName: string; parameters?: Record<string, string> } | null = null,
    readonly data: unknown[] = [],
  ) {
    super(`${status} ${code}: ${description}`);
  }

  body(): unknown {
    if (!this.modern) {
      return { code: this.code, description: this.description, data: this.data, source: "PartnerFD" };
    }
    return {
      code: Number(this.code),
      message: this.description,
      description: this.description,
      errorName: this.modern.errorName,
      isRetryable: false,
      ...(this.modern.parameters ? { parameters: this.modern.parameters } : {}),
      errorMessageExtended: `InternalErrorCode=${this.code}`,
    };
  }
}

/** HTTP status and wording of the refusals this simulator can give; used by scripted refusals too. */
const known: Record<string, { status: number; description: string }> = {
  "2001": { status: 400, description: "The quantity cannot change in the call that suspends the subscription." },
  "2002": { status: 400, description: "The quantity is outside the minimum and maximum of this subscription." },
  "2011": { status: 400, description: "A deleted subscription cannot be updated." },
  "2055": { status: 412, description: "The etag is no longer valid: the resource has changed since it was read." },
  "13605": {
    status: 403,
    description:
      "The customer's current acceptance of the Microsoft Customer Agreement is missing. Confirm it as the partner, or let the customer accept it in the Microsoft 365 admin center.",
  },
  "20000": { status: 404, description: "Order not found." },
  "20002": { status: 403, description: "The partner has no commerce relationship with this customer." },
  "20003": { status: 404, description: "Subscription not found." },
  "60003": { status: 404, description: "Tenant not found." },
  "400013": { status: 404, description: "Product not found." },
  "400018": { status: 404, description: "SKU not found." },
  "400019": { status: 404, description: "Availability not found. Read the availabilities again and rebuild the cart." },
  "800003": { status: 500, description: "Unexpected service error." },
  "800007": { status: 404, description: "Provisioning information not found." },
  "800008": { status: 404, description: "Cart not found." },
  "800009": { status: 400, description: "The cart has lines in error." },
  "800010": { status: 400, description: "No inventory for this catalog item." },
  "800017": { status: 400, description: "The quantity is not available for this catalog item." },
  "800018": { status: 400, description: "The limit of the sandbox has been met." },
  "800019": { status: 403, description: "A production tenant cannot cancel purchases other than software." },
  "800020": { status: 403, description: "The catalog item is not eligible for purchase." },
  "800023": { status: 403, description: "The credit line does not reach the threshold for this purchase." },
  "800040": { status: 400, description: "The status cannot be changed in this way." },
  "800060": { status: 409, description: "An order is in progress; look at the order history in a few minutes." },
  "800061": { status: 400, description: "The order cannot be cancelled." },
  "800064": { status: 409, description: "The cart is being processed by another request." },
  "800065": { status: 400, description: "The cart was already submitted and cannot be checked out again." },
  "800066": { status: 403, description: "The customer has reached the maximum number of subscriptions." },
  "800067": { status: 403, description: "The seat count exceeds the maximum per subscription." },
  "800069": { status: 403, description: "The order failed the risk check." },
  "800070": { status: 400, description: "The offer is not available in this country." },
  "800073": { status: 403, description: "The customer account is under review. Try again in a few days." },
  "800075": { status: 403, description: "The customer account was not approved." },
  "800081": { status: 400, description: "The subscription cannot be updated before its activation." },
  "800082": { status: 409, description: "The subscription is not ready to be updated. Try again later." },
  "800088": { status: 403, description: "The seats exceed what is left of the customer's limit for this product." },
  "800090": { status: 400, description: "The quantity cannot be decreased by so many seats." },
  "800091": { status: 400, description: "A suspended subscription cannot be updated." },
  "800093": { status: 400, description: "The subscription is not eligible to be renewed automatically." },
  "800095": { status: 400, description: "The seat count of this subscription cannot be updated." },
  "800096": { status: 400, description: "The status of this subscription cannot be updated." },
  "800107": { status: 400, description: "The term of a trial cannot be changed." },
  "800121": { status: 400, description: "The term is not valid for this subscription." },
  "800122": { status: 400, description: "The target term is shorter than the current one." },
  "900117": {
    status: 400,
    description: "You have passed your 7-day cancellation window; the subscription cannot be cancelled.",
  },
  "900257": { status: 400, description: "You have passed the 7-day window in which seats can be reduced." },
  "900268": { status: 400, description: "The scheduled term is not valid for this product." },
  "900269": { status: 400, description: "The billing cycle is not valid for this product and term." },
  "900275": { status: 400, description: "The quantity of a cart line is outside the minimum and maximum." },
  "900278": {
    status: 409,
    description: "An operation on this subscription is pending. Try again after 24 hours.",
  },
  "900279": { status: 400, description: "The subscription has ended and can no longer be updated." },
  "900311": { status: 400, description: "The subscription has been updated too many times." },
  "900329": { status: 403, description: "This resource does not support application-only authentication." },
  "900420": { status: 401, description: "The token was rejected: it is for a service that is retired." },
  "900421": { status: 401, description: "Multi-factor authentication is required." },
};

/** A refusal by its code; `detail` replaces the general wording. Unknown codes become 400. */
export function refusal(code: string, detail?: string): ApiError {
  const entry = known[code] ?? { status: 400, description: `Refused with code ${code}.` };
  return new ApiError(entry.status, code, detail ?? entry.description);
}

export const invalidInput = (detail: string): ApiError =>
  new ApiError(400, "800002", `Invalid request input: ${detail}`);

export const invalidProperty = (detail: string): ApiError => new ApiError(400, "3000", `Invalid property: ${detail}`);
