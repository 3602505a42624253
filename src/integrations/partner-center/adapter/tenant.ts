import { asksForRegistration, phoneForVendor, profileProblems } from "../../../domain/customer-profile";
import {
  done,
  type EnsuredTenant,
  type EnsureTenantInput,
  pending,
  refused,
  type VendorOutcome,
} from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { isPartnerCenterError, type PartnerCenterError } from "../errors";
import { failureFrom } from "./failure";
import { notTaken } from "./not-taken";

const RELATIONSHIP_CHECK_MS = 5 * 60_000;

/**
 * The customer's tenant: found by its domain, or created. A creation is repeated with the same request id only, so that
 * a lost answer leads to the same tenant and to its first sign-in. What the vendor's field rules refuse is not sent: it is
 * asked for at entry, so here it is a lapse of ours or an old company, and a person mends it.
 */
export async function ensureTenant(
  client: PartnerCenterClient,
  input: EnsureTenantInput,
  partnerDomains: readonly string[],
): Promise<VendorOutcome<EnsuredTenant>> {
  try {
    const found = await client.findCustomerByDomain(input.domain);
    if (input.kind === "existing") {
      return found === null || !isReseller(found.relationshipToPartner)
        ? pending(`${input.domain} has not accepted the reseller relationship yet`, RELATIONSHIP_CHECK_MS)
        : done({ vendorTenantId: found.id, firstSignIn: null });
    }
    if (found !== null && !input.begun) {
      return domainTaken(input.domain, "it belongs to another customer of this partner");
    }
    if (found === null && !(await client.isDomainAvailable(input.domain)) && !input.begun) {
      return domainTaken(input.domain, "it is in use outside this partner");
    }
    const problems = input.begun ? [] : profileProblems(input.company, partnerDomains);
    if (problems.length > 0) {
      return notTaken(problems);
    }
    await input.begin();
    return await create(client, input, found?.id ?? null);
  } catch (error) {
    return failureFrom(error);
  }
}

async function create(
  client: PartnerCenterClient,
  input: EnsureTenantInput,
  foundId: string | null,
): Promise<VendorOutcome<EnsuredTenant>> {
  try {
    const created = await client.createCustomer(newCustomer(input), { requestId: input.requestId });
    const firstSignIn = created.userCredentials
      ? {
          userName: signInName(created.userCredentials.userName, input.domain),
          password: created.userCredentials.password,
        }
      : null;
    return done({ vendorTenantId: created.id, firstSignIn });
  } catch (error) {
    // The vendor no longer remembers our first request, but the tenant of that request is there: its password is lost
    // and can be reset by the partner, a second tenant would be worse.
    if (foundId !== null && isPartnerCenterError(error) && isNo(error)) {
      return done({ vendorTenantId: foundId, firstSignIn: null });
    }
    throw error;
  }
}

/** A definite no to the creation; being signed in wrongly or throttled is none. */
const isNo = ({ outcome, answer }: PartnerCenterError): boolean =>
  outcome === "rejected" && answer.fault !== "set_up" && answer.fault !== "later";

function newCustomer({ company, domain }: EnsureTenantInput) {
  const country = company.address.countryCode.toUpperCase();
  return {
    domain,
    organizationRegistrationNumber: asksForRegistration(country) ? company.registrationNumber : null,
    companyName: company.legalName,
    email: company.email,
    firstName: company.firstName,
    lastName: company.lastName,
    phone: phoneForVendor(country, company.phone),
    culture: "en-US",
    language: "en",
    address: {
      line1: company.address.line1,
      line2: company.address.line2,
      city: company.address.city,
      state: company.address.province,
      postalCode: company.address.postalCode,
      country,
    },
  };
}

/** The vendor lists customers whose owner has not accepted (or no longer accepts) the partner as reseller as well. */
const isReseller = (relationship: string | null | undefined): boolean => relationship?.toLowerCase() === "reseller";

/** The vendor answers with the bare name; people sign in with the full one. */
const signInName = (userName: string, domain: string): string =>
  userName.includes("@") ? userName : `${userName}@${domain}`;

const domainTaken = (domain: string, why: string) =>
  refused("domain_taken", `The domain ${domain} has been taken by someone else in the meantime.`, `${domain}: ${why}`);
