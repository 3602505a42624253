import type { MedusaContainer } from "@medusajs/framework/types";
import { InputError } from "../../../errors/input-error";
import { UnavailableError } from "../../../errors/unavailable-error";
import type { FieldProblem } from "../../../input";
import type { Company } from "../../../modules/company";
import { isDomainFree } from "../../company/vendor-directory";

/**
 * Everything about a company that would make the vendor refuse its order, checked before a card is asked for.
 *
 * @throws InputError with one problem per missing step
 */
export async function assertCanOrder(container: MedusaContainer, company: Company): Promise<void> {
  const problems: FieldProblem[] = [];
  const { tenant, agreement } = company;
  if (!tenant) {
    problems.push({ field: "tenant", message: "is not chosen yet; choose where the licences will live" });
  } else if (tenant.state === "pending_relationship") {
    const message = `${tenant.domain} has not accepted us as reseller yet; open the link we gave you, then choose it again`;
    problems.push({ field: "tenant", message });
  } else if (
    tenant.kind === "new" &&
    tenant.state === "chosen" &&
    (await wasTakenMeanwhile(container, tenant.domain))
  ) {
    problems.push({ field: "tenant", message: `${tenant.domain} was taken meanwhile; choose another name` });
  }
  if (!agreement) {
    problems.push({ field: "agreement", message: "is missing; agree to the Microsoft Customer Agreement first" });
  }
  if (problems.length > 0) {
    throw new InputError(problems);
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
