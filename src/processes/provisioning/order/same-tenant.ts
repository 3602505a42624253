import type { MedusaContainer } from "@medusajs/framework/types";
import { type NamedTenant, tenantDifference } from "../../../domain/customer-profile";
import { needsAttention, type VendorAdapter, type VendorFailure } from "../../../integrations/vendor-port";
import { COMPANY_MODULE } from "../../../modules/company";
import { PROVISIONING_MODULE, type TaskKind, WANTS_TENANT } from "../../../modules/provisioning";
import { resultOf } from "./group-results";
import type { OrderSnapshot } from "./order-snapshot";
import { isBeforeTheOrder } from "./still-wanted";

type Question = { readonly order: OrderSnapshot; readonly kind: TaskKind; readonly adapter: VendorAdapter };

/**
 * Compares, before each step by which the vendor acts, the tenant that the order is for with the one that the company names
 * now and has proven: it may have named another one since it was shown the offer.
 *
 * @returns null to go on; else the order stands until its own tenant is the company's again, or a person ends it
 */
export async function whyNotThisTenant(
  container: MedusaContainer,
  { order, kind, adapter }: Question,
): Promise<VendorFailure | null> {
  if (order.tenant === null || !isBeforeTheOrder(kind)) {
    return null;
  }
  const provisioning = container.resolve(PROVISIONING_MODULE);
  if (kind === "place_order" && adapter.mayHaveOrdered((await provisioning.loadNotes(order.orderId)).notes)) {
    // It went to the tenant that was made sure of, and whether it is there only going on can tell.
    return null;
  }
  const { tenant } = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  const ensured = resultOf(await provisioning.listOrderTasks(order.orderId), "ensure_tenant");
  return differentTenant(order, tenant, ensured?.vendorTenantId ?? null);
}

/**
 * Null when the company's tenant is the one that the order is for, or when that was not kept.
 *
 * @param ensuredId the vendor's id of the tenant that the order's first step has made sure of; null before it has
 */
export function differentTenant(
  { tenant: promised }: Pick<OrderSnapshot, "tenant">,
  named: NamedTenant | null,
  ensuredId: string | null = null,
): VendorFailure | null {
  if (promised === null) {
    return null;
  }
  const difference = tenantDifference({ ...promised, vendorTenantId: ensuredId ?? promised.vendorTenantId }, named);
  return difference === null ? null : wantsTenant(`ordered for ${promised.domain}, and ${difference}`);
}

export const wantsTenant = (detail: string): VendorFailure => needsAttention(WANTS_TENANT, detail);
