import type { MedusaContainer } from "@medusajs/framework/types";
import { partnerCenterCall } from "../../connections/partner-center-call";
import { listenForSetUp } from "../../connections/set-up-faults";
import { vendorAdapter } from "../../connections/vendors";
import { addDays } from "../../domain/calendar";
import { backOffMs } from "../../domain/retry";
import { type Difference, type EventDraft, termEnd } from "../../domain/subscription";
import { partnerCenterVendor } from "../../integrations/partner-center";
import type { VendorSubscription } from "../../integrations/vendor-port";
import { CATALOG_MODULE } from "../../modules/catalog";
import { COMPANY_MODULE } from "../../modules/company";
import { PROVISIONING_MODULE } from "../../modules/provisioning";
import { afterSetUp, SETTINGS_MODULE, scopesOf } from "../../modules/settings";
import { type LeasedTenant, SUBSCRIPTION_MODULE, type UnknownSubscription } from "../../modules/subscription";
import { logOf } from "../../telemetry/log";
import { nextRound } from "../subscription/next-sync";
import type { Duty } from "../ticker/duty";

const TENANTS_PER_RUN = 25;
const AFTER_FAILURE = { firstMs: 3_600_000, longestMs: 24 * 3_600_000 };

const LISTING = scopesOf(partnerCenterCall("GET /customers/:id/subscriptions"));

/**
 * Lists the subscriptions of each linked tenant once a day, one call for each, and notes those that our books do not have.
 * While our own set-up keeps the vendor from answering, one at intervals finds out whether it works again.
 */
export const tenantReadingDuty: Duty = {
  name: "tenant-reading",
  limitMs: 300_000,
  async run(container, now) {
    const { tenants } = container.resolve(SUBSCRIPTION_MODULE);
    const linked = await container.resolve(COMPANY_MODULE).listLinkedTenants();
    await tenants.enlist(
      linked.map((tenant) => ({ vendor: partnerCenterVendor, ...tenant })),
      now,
    );
    const { setUpFaults } = container.resolve(SETTINGS_MODULE);
    let done = 0;
    for (; done < TENANTS_PER_RUN; done += 1) {
      if ((await setUpFaults.mayAsk("partner_center", LISTING, now)) === "paused") {
        return { done, nextDueAt: await setUpFaults.nextProbeAt("partner_center", LISTING) };
      }
      const leased = await tenants.leaseDue(now);
      if (leased === null) {
        break;
      }
      await readTenant(container, leased, now);
    }
    return { done, nextDueAt: await tenants.nextAt() };
  },
};

async function readTenant(container: MedusaContainer, tenant: LeasedTenant, now: Date): Promise<void> {
  const { tenants } = container.resolve(SUBSCRIPTION_MODULE);
  const { vendor, vendorTenantId, failures } = tenant;
  const retryAt = new Date(now.getTime() + backOffMs(AFTER_FAILURE, failures, Math.random()));
  try {
    const heard = await listenForSetUp(() => vendorAdapter(container, vendor).listSubscriptions({ vendorTenantId }));
    if (!heard.ok) {
      throw heard.error;
    }
    const outcome = heard.value;
    if (outcome.kind === "set_up" || (outcome.kind !== "done" && heard.fault !== null)) {
      await tenants.putOff(tenant, afterSetUp(now, Math.random()), false);
      return;
    }
    if (outcome.kind !== "done") {
      throw new Error(outcome.detail);
    }
    const unknown = await unknownOf(container, tenant, outcome.value, now);
    await tenants.finish(tenant, { unknown, now, nextAt: nextRound(now) });
  } catch (error) {
    logOf(container).error("Listing the subscriptions of a tenant failed", { retry_at: retryAt, error });
    await tenants.putOff(tenant, retryAt, true);
  }
}

/**
 * Those that live at the vendor, that we do not have, and that no order of ours is about to make ours. One that began since
 * yesterday may still be on its way to our books; tomorrow's list tells.
 */
async function unknownOf(
  container: MedusaContainer,
  tenant: LeasedTenant,
  listed: readonly VendorSubscription[],
  now: Date,
): Promise<UnknownSubscription[]> {
  const known = await container.resolve(SUBSCRIPTION_MODULE).tenants.knownIds(tenant);
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const yesterday = addDays(now.toISOString().slice(0, 10), -1);
  const found: UnknownSubscription[] = [];
  for (const one of listed) {
    const { vendorSubscriptionId, vendorOrderId, startedOn } = one;
    const isLive = one.status === "active" || one.status === "suspended";
    if (!isLive || known.has(vendorSubscriptionId.toLowerCase()) || startedOn >= yesterday) {
      continue;
    }
    const orders = vendorOrderId === null ? [] : await provisioning.ordersOfVendorOrder(tenant.vendor, vendorOrderId);
    if (orders.length === 0) {
      found.push({ vendorSubscriptionId, difference: await differenceOf(container, one, now) });
    }
  }
  return found;
}

async function differenceOf(container: MedusaContainer, one: VendorSubscription, now: Date): Promise<Difference> {
  const { vendorSubscriptionId, vendorProductId, vendorSkuId, title, quantity, term, billingPlan, startedOn } = one;
  const name = title || [vendorProductId, vendorSkuId].filter(Boolean).join(":") || "a product that it does not name";
  return {
    kind: "unknown",
    theirs: `${quantity} × ${name}, ${term} ${billingPlan}`,
    ours: "nothing",
    words: `the vendor has ${quantity} × ${name} (${term} ${billingPlan}, since ${startedOn}, id ${vendorSubscriptionId}), we have no such subscription`,
    proposal: await startOf(container, one, now),
  };
}

/** What it would be in our books at the price of the plan that we sell it as; null where we sell no such plan. */
async function startOf(container: MedusaContainer, one: VendorSubscription, now: Date): Promise<EventDraft | null> {
  const { vendorProductId, vendorSkuId, quantity, startedOn } = one;
  if (vendorProductId === null || vendorSkuId === null || quantity < 1) {
    return null;
  }
  const catalog = container.resolve(CATALOG_MODULE);
  const planIds = await catalog.findPlanIds({ vendorProductId, vendorSkuId });
  const plan = (await catalog.listPlansForSale({ planIds, now })).find(
    ({ term, billingPlan }) => term === one.term && billingPlan === one.billingPlan,
  );
  if (plan === undefined) {
    return null;
  }
  const { term, billingPlan, currency, unitTermPrice, priceVersion } = plan;
  return {
    type: "started",
    on: startedOn,
    quantity,
    terms: { term, billingPlan, currency, unitTermPrice, priceVersion },
    termEndsOn: one.termEndsOn ?? termEnd(startedOn, term),
  };
}
