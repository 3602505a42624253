import { settingsOf } from "../../../connections/settings";
import { money, toDecimalString } from "../../../domain/money";
import { done, needsAttention, type VendorOutcome } from "../../../integrations/vendor-port";
import { BILLING_MODULE, type BillingModuleService } from "../../../modules/billing";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { billOrder, type OrderBill } from "../../billing/bill-order";
import { OutOfBoundsError } from "../../billing/plan/bounds";
import { notify } from "../../notify";
import { refusalOf, resultOf } from "../order/group-results";
import type { TaskContext } from "./context";

type Settled = { readonly outcome: "invoiced" | "nothing_live"; readonly invoiceId: string | null };

/**
 * The last task of every order: what is live is invoiced and taken from the authorisation, what is not is released, and
 * the customer is told. Runs after a refusal too. Safe to run again after a crash at any line.
 */
export async function settleOrderTask(context: TaskContext): Promise<VendorOutcome<Settled>> {
  const { container, now, order } = context;
  let result: OrderBill;
  try {
    result = await billOrder(container, { orderId: order.orderId, now });
  } catch (error) {
    if (error instanceof OutOfBoundsError) {
      return needsAttention("out_of_bounds", error.message);
    }
    throw error;
  }
  const invoiceId = result.outcome === "invoiced" ? result.invoiceId : null;
  const company = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  if (invoiceId !== null) {
    await mailLicences(context, company);
  }
  await mailRefusal(context, company, invoiceId);
  return done({ outcome: result.outcome, invoiceId });
}

async function mailLicences({ container, order }: TaskContext, company: Company): Promise<void> {
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).list({ orderId: order.orderId });
  await notify(container, {
    to: order.email || company.email,
    template: "licences_live",
    key: `licences_live:${order.orderId}`,
    data: {
      companyName: company.legalName,
      shopUrl: settingsOf(container).shopUrl,
      subscriptions: subscriptions.map((one) => ({ title: one.skuTitle, quantity: one.quantity, domain: one.domain })),
    },
  });
}

/** Says what the vendor refused, the whole order or some of its lines, and how much of the authorisation is free. */
async function mailRefusal(
  { container, order, provisioning }: TaskContext,
  company: Company,
  invoiceId: string | null,
): Promise<void> {
  const tasks = await provisioning.listOrderTasks(order.orderId);
  const lines = resultOf(tasks, "await_vendor")?.refused ?? [];
  const reason = refusalOf(tasks)?.reason ?? [...new Set(lines.map((line) => line.reason))].join(" ");
  if (reason === "") {
    return;
  }
  const taken = invoiceId === null ? 0 : await invoicedAmount(container.resolve(BILLING_MODULE), order.orderId);
  const released = money(Math.max(0, order.authorisedAmount - taken), order.currency);
  await notify(container, {
    to: order.email || company.email,
    template: "order_refused",
    key: `order_refused:${order.orderId}`,
    data: {
      companyName: company.legalName,
      orderDisplayId: order.displayId,
      reason,
      moneyReleased: `${toDecimalString(released)} ${released.currency}`,
    },
  });
}

async function invoicedAmount(billing: BillingModuleService, orderId: string): Promise<number> {
  const invoice = await billing.invoices.findByOrder(orderId);
  return invoice?.gross ?? 0;
}
