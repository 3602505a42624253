import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../../errors/input-error";
import { UnavailableError } from "../../../errors/unavailable-error";
import type { FieldProblem } from "../../../input";
import type { Company } from "../../../modules/company";
import { mailAddressOfCustomer } from "../../account/mail-address";
import { checkAgreement } from "../../agreement/check";
import { addressFault } from "../../company/check-address";
import { refreshTenant } from "../../company/refresh-tenant";
import { isDomainFree } from "../../company/vendor-directory";
import { profileProblem } from "../../company/vendor-fields";

/**
 * Everything about a company that would make the vendor refuse its order, checked before a card is asked for; and that
 * the person who orders reads the mails of the address they signed up with.
 *
 * @throws InputError with one problem per missing step
 */
export async function assertCanOrder(
  container: MedusaContainer,
  { company: given, customerId, now }: { readonly company: Company; readonly customerId: string; readonly now: Date },
): Promise<void> {
  const problems: FieldProblem[] = [];
  const mailAddress = await mailAddressOfCustomer(container, customerId);
  if (mailAddress && !mailAddress.confirmed) {
    const message = `${mailAddress.email} is not confirmed yet; open the link that we mailed to it`;
    problems.push({ field: "mail_address", message });
  }
  // Its owner may have accepted us since: that is looked up here, and not left to the customer to ask for.
  const company = await refreshTenant(container, given, now);
  const { tenant } = company;
  if (!tenant) {
    problems.push({ field: "tenant", message: "is not chosen yet; choose where the licences will live" });
  } else if (tenant.state === "unproven") {
    const message = `${tenant.domain} is not proven to be yours yet; enter the code that its contact at Microsoft was sent`;
    problems.push({ field: "tenant", message });
  } else if (tenant.state === "pending_relationship") {
    const message = `${tenant.domain} has not accepted us as reseller yet; open the link we gave you`;
    problems.push({ field: "tenant", message });
  } else if (
    tenant.kind === "new" &&
    tenant.state === "chosen" &&
    (await wasTakenMeanwhile(container, tenant.domain))
  ) {
    problems.push({ field: "tenant", message: `${tenant.domain} was taken meanwhile; choose another name` });
  }
  const profile = tenant?.state === "chosen" ? profileProblem(container, company) : null;
  if (profile !== null) {
    problems.push({ field: "company", message: `${profile}. Please correct it on the company step` });
  }
  const address =
    tenant?.state === "chosen" && profile === null ? await addressFault(container, company.address) : null;
  if (address !== null) {
    problems.push({ field: "address", message: `${address.problem} Please correct it on the company step` });
  }
  const agreement = await agreementProblem(container, company, now);
  if (agreement !== null) {
    problems.push({ field: "agreement", message: agreement });
  }
  if (problems.length > 0) {
    throw new InputError(problems);
  }
}

/**
 * What is missing of the vendor's agreement, in words; null when nothing is. What was accepted at the vendor and not seen yet is
 * looked for here, and the agreement of a tenant that exists is made. What the vendor itself said to be accepted is not held up by
 * its silence afterwards: the order's own task makes it, before any money is taken.
 */
async function agreementProblem(container: MedusaContainer, company: Company, now: Date): Promise<string | null> {
  const { standing, isAway } = await checkAgreement(container, company, { asker: null, now });
  if (standing.isReady || (standing.state === "accepted" && standing.attestation?.acceptedHow === "read" && isAway)) {
    return null;
  }
  switch (standing.state) {
    case "begun":
      return "waits for the person you named to accept it on Microsoft's page; open the agreement step";
    case "accepted":
      return "was accepted, and Microsoft has not made it yet; please try again in a minute";
    case "outdated":
      return "of your company is too old for Microsoft; accept the Microsoft Customer Agreement anew first";
    default:
      return "is missing; agree to the Microsoft Customer Agreement first";
  }
}

/** A silent vendor does not keep a customer from ordering: provisioning asks again, before any money is taken. */
async function wasTakenMeanwhile(container: MedusaContainer, domain: string): Promise<boolean> {
  try {
    return !(await isDomainFree(container, domain));
  } catch (error) {
    if (error instanceof UnavailableError) {
      return false;
    }
    throw error;
  }
}
