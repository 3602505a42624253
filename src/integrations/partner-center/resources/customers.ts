import { errorFromOddAnswer } from "../errors";
import type { CallIds, PartnerCenterHttp } from "../http";
import {
  type AddressValidation,
  type AgreementConfirmation,
  type AgreementMetadata,
  addressValidationSchema,
  agreementConfirmationSchema,
  agreementConfirmationsSchema,
  agreementMetadataSchema,
  type CreatedCustomer,
  type Customer,
  createdCustomerSchema,
  customerPageSchema,
  customerSchema,
} from "../schemas";
import { nothing } from "../schemas/common";
import { readAllPages } from "./paging";

export type Address = {
  readonly line1: string;
  readonly line2?: string | null;
  readonly city: string;
  readonly state?: string | null;
  readonly postalCode?: string | null;
  /** ISO 3166-1 alpha-2; sent in upper case. */
  readonly country: string;
};

export type NewCustomer = {
  readonly domain: string;
  readonly organizationRegistrationNumber?: string | null;
  readonly companyName: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone?: string | null;
  readonly address: Address;
  /** Culture of the customer's administrators, for example `en-US`. */
  readonly culture: string;
  readonly language: string;
};

export type AgreementConsent = {
  readonly templateId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone?: string | null;
  readonly agreedAt: Date;
};

const CUSTOMER_AGREEMENT = "MicrosoftCustomerAgreement";

const addressBody = (address: Address) => ({
  AddressLine1: address.line1,
  ...(address.line2 ? { AddressLine2: address.line2 } : {}),
  City: address.city,
  ...(address.state ? { State: address.state } : {}),
  ...(address.postalCode ? { PostalCode: address.postalCode } : {}),
  Country: address.country.toUpperCase(),
});

export const customerOperations = (http: PartnerCenterHttp) => ({
  /** True when nobody owns the domain. The vendor answers 404 for free and 200 for taken. */
  async isDomainAvailable(domain: string): Promise<boolean> {
    const call = { kind: "HEAD /domains/:id", at: [domain], schema: nothing, accept: [404] } as const;
    const { status, headers } = await http.send(call);
    // There is no body to read: a page of a proxy shows by its kind only.
    if ((status !== 200 && status !== 404) || (headers.get("content-type") ?? "").includes("html")) {
      throw errorFromOddAnswer(`HEAD /v1/domains/${domain}`, status);
    }
    return status === 404;
  },

  /** A bad address is a status of the answer (`InteractionRequired`, `None`, ...), not an error. */
  async validateAddress(address: Address, ids: CallIds): Promise<AddressValidation> {
    const body = addressBody(address);
    return (await http.send({ kind: "POST /validations/address", schema: addressValidationSchema, body, ids })).body;
  },

  /** Creates a tenant. The administrator's credentials are in this answer and never again. */
  async createCustomer(customer: NewCustomer, ids: CallIds): Promise<CreatedCustomer> {
    const body = {
      enableGDAPByDefault: false,
      CompanyProfile: {
        Domain: customer.domain,
        ...(customer.organizationRegistrationNumber
          ? { OrganizationRegistrationNumber: customer.organizationRegistrationNumber }
          : {}),
      },
      BillingProfile: {
        Culture: customer.culture,
        Email: customer.email,
        Language: customer.language,
        CompanyName: customer.companyName,
        DefaultAddress: {
          FirstName: customer.firstName,
          LastName: customer.lastName,
          ...addressBody(customer.address),
          ...(customer.phone?.trim() ? { PhoneNumber: customer.phone } : {}),
        },
      },
    };
    return (await http.send({ kind: "POST /customers", schema: createdCustomerSchema, body, ids })).body;
  },

  async getCustomer(customerId: string): Promise<Customer> {
    return (await http.send({ kind: "GET /customers/:id", at: [customerId], schema: customerSchema })).body;
  },

  /** The partner's customer with exactly this domain, in any case of letters; null when there is none. */
  async findCustomerByDomain(domain: string): Promise<Customer | null> {
    // The vendor's filter knows only "starts with": contoso would find contoso-two as well.
    const filter = JSON.stringify({ Field: "Domain", Value: domain, Operator: "starts_with" });
    const query = { size: "100", filter };
    const found = await readAllPages(http, { kind: "GET /customers", query, schema: customerPageSchema });
    const wanted = domain.toLowerCase();
    return found.find((customer) => customer.companyProfile.domain?.toLowerCase() === wanted) ?? null;
  },

  /** The current customer agreement: the highest version. Null when the vendor lists none. */
  async getAgreementMetadata(): Promise<AgreementMetadata | null> {
    const query = { agreementType: CUSTOMER_AGREEMENT };
    const { body } = await http.send({ kind: "GET /agreements", query, schema: agreementMetadataSchema });
    const templates = body.items.filter((item) => item.agreementType === CUSTOMER_AGREEMENT);
    return templates.sort((a, b) => b.versionRank - a.versionRank)[0] ?? null;
  },

  async listAgreementConfirmations(customerId: string): Promise<AgreementConfirmation[]> {
    const call = {
      kind: "GET /customers/:id/agreements",
      at: [customerId],
      query: { agreementType: CUSTOMER_AGREEMENT },
      schema: agreementConfirmationsSchema,
    } as const;
    return (await http.send(call)).body.items;
  },

  async confirmAgreement(customerId: string, consent: AgreementConsent, ids: CallIds): Promise<AgreementConfirmation> {
    const body = {
      primaryContact: {
        firstName: consent.firstName,
        lastName: consent.lastName,
        email: consent.email,
        ...(consent.phone?.trim() ? { phoneNumber: consent.phone } : {}),
      },
      templateId: consent.templateId,
      dateAgreed: consent.agreedAt.toISOString(),
      type: CUSTOMER_AGREEMENT,
    };
    const call = { kind: "POST /customers/:id/agreements", at: [customerId], body, ids } as const;
    return (await http.send({ ...call, schema: agreementConfirmationSchema })).body;
  },
});
