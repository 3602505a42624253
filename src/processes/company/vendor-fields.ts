import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerDomains } from "../../connections/partner-domains";
import { contactMailProblem, profileProblems } from "../../domain/customer-profile";
import { InputError } from "../../errors/input-error";
import type { Company } from "../../modules/company";

/** @throws InputError naming `email` when the vendor would not take it: it is the seller's own, say */
export function assertCustomersMail(container: MedusaContainer, email: string): void {
  const problem = contactMailProblem(email, partnerDomains(container));
  if (problem !== null) {
    throw InputError.of("email", problem);
  }
}

/**
 * What the vendor would not take of a company that it is to make a tenant for, in words; null when nothing. The form asks
 * for it at entry: this is for companies that were entered before a rule was known.
 */
export function profileProblem(container: MedusaContainer, company: Company): string | null {
  const problems = profileProblems({ ...company, registrationNumber: company.taxId }, partnerDomains(container));
  return problems.length === 0 ? null : `cannot be taken by Microsoft: ${problems.map(inWords).join("; ")}`;
}

/** "defaultAddress.postalCode must be ..." as "postal code must be ...". */
const inWords = (problem: string): string => {
  const [field = "", ...rest] = problem.split(" ");
  const name = (field.split(".").at(-1) ?? field).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return [name, ...rest].join(" ");
};
