import {
  done,
  needsAttention,
  pending,
  type VendorAgreements,
  type VendorOutcome,
} from "../../../integrations/vendor-port";
import { type Attestation, COMPANY_MODULE } from "../../../modules/company";
import { carryOn } from "../../agreement/carry-on";
import { counts, readAgreement } from "../../agreement/read-vendor";
import type { TaskContext } from "./context";

type Question = { readonly agreements: VendorAgreements; readonly vendorTenantId: string };

/** How soon it is looked again for what another process is doing right now, and for what a customer still has to do. */
const SOON_MS = 5_000;
const FOR_A_PERSON_MS = 10 * 60_000;

/**
 * Makes the agreement of the order's tenant of what its company accepted before it paid, and reads it back. An agreement that
 * the tenant has is enough, however it came about. What a customer has not accepted yet is waited for, as long as the card holds.
 */
export async function attestedAgreement(
  context: TaskContext,
  question: Question,
): Promise<VendorOutcome<{ alreadyAttested: boolean }>> {
  const { container, order, now } = context;
  const { agreements, vendorTenantId } = question;
  const { attestations } = container.resolve(COMPANY_MODULE);
  if (await hasAgreement(context, vendorTenantId)) {
    return done({ alreadyAttested: true });
  }
  const all = await attestations.list(order.companyId);
  const open = OPEN.flatMap((state) => all.filter((one) => one.state === state));
  for (const { id } of open) {
    const lease = await attestations.lease(id);
    if (lease === null) {
      return pending("The agreement is being made by another process", SOON_MS);
    }
    const carried = await carryOn(container, agreements, lease, { asker: null, now });
    if (await hasAgreement(context, vendorTenantId)) {
      return done({ alreadyAttested: false });
    }
    if (carried.kind === "failed") {
      return carried.failure;
    }
  }
  const read = await readAgreement(container, agreements, { companyId: order.companyId, vendorTenantId, now });
  if (read.kind !== "done") {
    return read;
  }
  if (counts(read.value)) {
    return done({ alreadyAttested: true });
  }
  return open.length > 0
    ? pending(`Company ${order.companyId} has not accepted the vendor's agreement on its page yet`, FOR_A_PERSON_MS)
    : needsAttention("no_consent", `Company ${order.companyId} has not accepted the vendor's agreement`);
}

/** What the agreement may be made of, the furthest first. */
const OPEN: readonly Attestation["state"][] = ["accepted", "begun", "asked"];

/** What was made here for this very tenant, or what the vendor said of it before. */
async function hasAgreement({ container, order }: TaskContext, vendorTenantId: string): Promise<boolean> {
  const { attestations } = container.resolve(COMPANY_MODULE);
  const reading = await attestations.reading(order.companyId);
  if (reading !== null && isSame(reading.vendorTenantId, vendorTenantId) && counts(reading)) {
    return true;
  }
  const all = await attestations.list(order.companyId);
  return all.some((one) => one.state === "made" && isSame(one.vendorTenantId, vendorTenantId));
}

const isSame = (one: string | null, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
