import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { backOffMs } from "../../domain/retry";
import { UnavailableError } from "../../errors/unavailable-error";
import { COMPANY_MODULE, type LeasedClaim } from "../../modules/company";
import { logOf } from "../../telemetry/log";
import { mailAddressOfCustomer } from "../account/mail-address";
import { notify } from "../notify";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { CODE_LIFE_MS, hashTenantCode, newTenantCode } from "./tenant-code";
import { findTenantContact } from "./vendor-directory";

const CLAIMS_A_TURN = 20;
/** How often it is looked whether somebody of the company has confirmed their address by now. */
const UNTIL_CONFIRMED_MS = 60_000;
const AFTER_FAILURE = { firstMs: 10_000, longestMs: 3_600_000 };

/**
 * Sends the code for a claimed tenant to the contact that the vendor has on record. It runs apart from the customer's
 * request, so that the answer to that is the same, and as quick, whether there is such a tenant or not.
 */
export const tenantClaimDuty: Duty = {
  name: "tenant-claims",
  limitMs: 120_000,
  lookEveryMs: LEASES_LOOK_MS,
  async run(container, now) {
    const companies = container.resolve(COMPANY_MODULE);
    for (let done = 0; done < CLAIMS_A_TURN; done += 1) {
      const claim = await companies.leaseClaim(now);
      if (claim === null) {
        return { done, nextDueAt: await companies.nextClaimAt() };
      }
      await companies.releaseClaim(claim, await sendCode(container, claim, now));
    }
    return { done: CLAIMS_A_TURN, nextDueAt: now };
  },
};

/** @returns when to look again by itself; null: when somebody asks, or the vendor tells of a change */
async function sendCode(container: MedusaContainer, claim: LeasedClaim, now: Date): Promise<Date | null> {
  const companies = container.resolve(COMPANY_MODULE);
  try {
    if (!(await isAskedByKnown(container, claim.companyId))) {
      return new Date(now.getTime() + UNTIL_CONFIRMED_MS);
    }
    const contact = await findTenantContact(container, claim.domain);
    if (contact === null) {
      return null;
    }
    const code = newTenantCode();
    const hash = hashTenantCode(code, claim.id, settingsOf(container).secretsKey);
    const expiresAt = new Date(now.getTime() + CODE_LIFE_MS);
    const kept = { hash, expiresAt, vendorTenantId: contact.vendorTenantId };
    const number = await companies.keepCode(claim, kept, now);
    if (number === null) {
      return null;
    }
    const company = await companies.retrieve(claim.companyId);
    await notify(container, {
      to: contact.email,
      template: "tenant_code",
      key: `tenant_code:${claim.id}:${now.getTime()}`,
      data: { companyName: company.legalName, domain: claim.domain, code, askedBy: company.email },
    });
    return null;
  } catch (error) {
    if (!(error instanceof UnavailableError)) {
      logOf(container).error("The code for a tenant could not be sent", { event_id: claim.id, error });
    }
    return new Date(now.getTime() + backOffMs(AFTER_FAILURE, claim.lookups - 1, Math.random()));
  }
}

/**
 * Whether somebody who acts for the company reads the mails of their own address: until then its name, its address and
 * its wish may be a stranger's, in whose name nobody is written to.
 */
async function isAskedByKnown(container: MedusaContainer, companyId: string): Promise<boolean> {
  for (const { customerId } of await container.resolve(COMPANY_MODULE).listMembers(companyId)) {
    const address = await mailAddressOfCustomer(container, customerId);
    if (address === null || address.confirmed) {
      return true;
    }
  }
  return false;
}
