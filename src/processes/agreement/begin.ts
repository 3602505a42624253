import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../errors/input-error";
import type { SignatoryProblem } from "../../integrations/vendor-port";
import { COMPANY_MODULE, type Company, type Origin, type Signatory } from "../../modules/company";
import { wakeTicker } from "../ticker";
import { carryOn } from "./carry-on";
import { readAgreement } from "./read-vendor";
import { type AgreementStanding, agreementStanding, tenantOf } from "./standing";
import { agreementsOf } from "./way";

/** What the person is told beside the button, and what is kept with the evidence. */
export const ATTESTATION_STATEMENT =
  "Microsoft shows its Customer Agreement on a page of its own, where the person named here reads and accepts it for the company. We tell Microsoft their name, email address and phone number, and record who asked for it, when and from where.";

export type BeginAgreementInput = {
  readonly signatory: Omit<Signatory, "companyName" | "countryCode">;
  readonly customerId: string;
  readonly origin: Origin;
  readonly now: Date;
};

/**
 * Tells the vendor who will accept its agreement for the company, once: the same person again goes on with what was begun,
 * and a company that has an agreement needs none.
 *
 * @throws InputError by field where the vendor does not take the signatory, or the agreement is accepted in the other way
 */
export async function beginAgreement(
  container: MedusaContainer,
  company: Company,
  input: BeginAgreementInput,
): Promise<AgreementStanding> {
  const { customerId, origin, now } = input;
  const agreements = agreementsOf(container);
  const before = await agreementStanding(container, company, now);
  if (agreements === null || (before.isReady && before.way === "attestation")) {
    return before;
  }
  if (before.way !== "attestation") {
    throw InputError.of("agreement", "is accepted with a tick here; reload the page and read it");
  }
  const vendorTenantId = tenantOf(company);
  if (vendorTenantId !== null) {
    await readAgreement(container, agreements, { companyId: company.id, vendorTenantId, now });
    const read = await agreementStanding(container, company, now);
    if (read.isReady) {
      return read;
    }
  }
  const { attestations } = container.resolve(COMPANY_MODULE);
  const { legalName: companyName, address } = company;
  const signatory = { ...input.signatory, companyName, countryCode: address.countryCode };
  const statement = ATTESTATION_STATEMENT;
  const asked = await attestations.ask({ companyId: company.id, customerId, signatory, origin, statement }, now);
  if (asked.outcome === "full") {
    const message = "is one more than we can ask Microsoft about; use one of the pages that are open, or write to us";
    throw InputError.of("email", message);
  }
  // Null: another request is telling the vendor of the same person right now.
  const lease = await attestations.lease(asked.attestation.id);
  const carried = lease && (await carryOn(container, agreements, lease, { asker: null, now }));
  if (carried?.kind === "not_taken") {
    throw new InputError(carried.problems.map(fieldProblem));
  }
  wakeTicker(container);
  return agreementStanding(container, company, now);
}

const FIELDS: Readonly<Record<NonNullable<SignatoryProblem["field"]>, string>> = {
  companyName: "company",
  countryCode: "country",
  language: "language",
  firstName: "first_name",
  lastName: "last_name",
  email: "email",
  phone: "phone",
};

const fieldProblem = ({ field, message }: SignatoryProblem) => ({
  field: field === null ? "agreement" : FIELDS[field],
  message,
});
