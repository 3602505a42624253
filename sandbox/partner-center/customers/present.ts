import { link } from "../http/json";
import { sha256 } from "../identifiers";
import type { Customer } from "../state";

const etagOf = (customer: Customer) =>
  String(BigInt(`0x${sha256(JSON.stringify([customer.email, customer.companyName, customer.address])).slice(0, 15)}`));

function addressBody(customer: Customer) {
  const { country, city, state, addressLine1, addressLine2, postalCode, firstName, lastName, phoneNumber } =
    customer.address;
  return {
    country,
    city,
    ...(state ? { state } : {}),
    addressLine1,
    ...(addressLine2 ? { addressLine2 } : {}),
    ...(postalCode ? { postalCode } : {}),
    firstName,
    lastName,
    phoneNumber: phoneNumber ?? "",
  };
}

/** The answer to the creation: the only one that holds the first credentials. */
export const createdCustomer = (customer: Customer, password: string) => ({
  id: customer.id,
  commerceId: customer.commerceId,
  companyProfile: {
    tenantId: customer.id,
    domain: customer.domain,
    ...(customer.organizationRegistrationNumber
      ? { organizationRegistrationNumber: customer.organizationRegistrationNumber }
      : {}),
    attributes: { objectType: "CustomerCompanyProfile" },
  },
  billingProfile: {
    id: customer.billingProfileId,
    email: customer.email,
    culture: customer.culture,
    language: customer.language,
    companyName: customer.companyName,
    defaultAddress: addressBody(customer),
    attributes: { etag: etagOf(customer), objectType: "CustomerBillingProfile" },
  },
  ...(customer.associatedPartnerId ? { associatedPartnerId: customer.associatedPartnerId } : {}),
  enableGDAPByDefault: customer.enableGDAPByDefault,
  relationshipToPartner: "none",
  userCredentials: { userName: "admin", password },
  attributes: { objectType: "Customer" },
});

export function customerBody(customer: Customer) {
  const { address } = customer;
  const self = `/customers/${customer.id}`;
  return {
    id: customer.id,
    commerceId: customer.commerceId,
    companyProfile: {
      tenantId: customer.id,
      domain: customer.domain,
      companyName: customer.companyName,
      address: {
        country: address.country,
        ...(address.state ? { region: address.state } : {}),
        city: address.city,
        addressLine1: address.addressLine1,
        ...(address.postalCode ? { postalCode: address.postalCode } : {}),
        phoneNumber: address.phoneNumber ?? "",
      },
      email: customer.email,
      links: { self: link(`${self}/profiles/company`) },
      attributes: { objectType: "CustomerCompanyProfile" },
    },
    billingProfile: {
      id: customer.billingProfileId,
      firstName: address.firstName,
      lastName: address.lastName,
      email: customer.email,
      culture: customer.culture,
      language: customer.language,
      companyName: customer.companyName,
      defaultAddress: addressBody(customer),
      links: { self: link(`${self}/profiles/billing`) },
      attributes: { etag: etagOf(customer), objectType: "CustomerBillingProfile" },
    },
    ...(customer.associatedPartnerId ? { associatedPartnerId: customer.associatedPartnerId } : {}),
    relationshipToPartner: customer.relationship,
    allowDelegatedAccess: customer.enableGDAPByDefault,
    customDomains: [customer.domain],
    links: { self: link(self) },
    attributes: { objectType: "Customer" },
  };
}

/** Rows of the list carry little more than the id. */
export const customerRow = (customer: Customer) => ({
  id: customer.id,
  companyProfile: {
    tenantId: customer.id,
    domain: customer.domain,
    companyName: customer.companyName,
    attributes: { objectType: "CustomerCompanyProfile" },
  },
  relationshipToPartner: customer.relationship,
  attributes: { objectType: "Customer" },
});
