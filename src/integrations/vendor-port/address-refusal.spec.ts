import { isAddressRefusal } from "./address-refusal";
import { needsAttention, pending, refused, type VendorFailure } from "./outcome";

describe("whose fault an address is", () => {
  it.each([
    ["a postal code", needsAttention("3000", "Invalid property: billingProfile.defaultAddress.postalCode: '1'")],
    ["a state", refused("3000", "no", "Invalid property: billingProfile.defaultAddress.state: 'XX' is not a state")],
    ["a line", refused("2001", "no", "AddressLine1 is too long")],
    ["a ZIP code", needsAttention("3000", "The zip code is not known")],
  ])("the customer's, who can correct %s", (_case, outcome) => expect(isAddressRefusal(outcome)).toBe(true));

  it.each<[string, VendorFailure]>([
    ["the domain", needsAttention("3000", "Invalid property: companyProfile.domain is already in use")],
    ["the sign-in", needsAttention("invalid_grant", "the token was revoked")],
    ["a busy vendor", { kind: "retry_later", code: "1", detail: "postalCode service is down" }],
    ["no answer", { kind: "unknown", detail: "defaultAddress" }],
    ["nothing yet", pending("defaultAddress is being checked")],
  ])("not his when it is %s", (_case, outcome) => expect(isAddressRefusal(outcome)).toBe(false));
});
