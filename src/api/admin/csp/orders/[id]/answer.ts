import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../../domain/money";
import { BILLING_MODULE } from "../../../../../modules/billing";
import { CHECKOUT_MODULE, type Checkout } from "../../../../../modules/checkout";
import { PROVISIONING_MODULE, type ProvisioningTask } from "../../../../../modules/provisioning";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../../../modules/subscription";
import { type LineProgress, lineProgress } from "../../../../../processes/provisioning/order/line-progress";
import { orderSnapshotSchema } from "../../../../../processes/provisioning/order/order-snapshot";
import { companyNames } from "../../../../../reads/names";
import { invoiceDocument } from "../../invoices/answer";
import { taskDocument } from "../../provisioning-tasks/answer";
import { subscriptionDocuments } from "../../subscriptions/answer";
import type * as document from "./document";

const MOST_INVOICES = 10;

/** What is known of a Medusa order: the same few reads whatever its size. Null for an order that is none of ours. */
export async function orderDocument(
  container: MedusaContainer,
  orderId: string,
  now: Date,
): Promise<document.Order | null> {
  const [checkout, tasks] = await Promise.all([
    container.resolve(CHECKOUT_MODULE).findByOrder(orderId),
    container.resolve(PROVISIONING_MODULE).listOrderTasks(orderId),
  ]);
  const companyId = checkout?.companyId ?? companyIn(tasks);
  if (companyId === null) {
    return null;
  }
  const billing = container.resolve(BILLING_MODULE);
  const [names, account, subscriptions] = await Promise.all([
    companyNames(container, [companyId]),
    billing.findAccount(companyId),
    container.resolve(SUBSCRIPTION_MODULE).list({ orderId }),
  ]);
  const name = names.get(companyId);
  const { invoices, count } = await invoicesOf(container, subscriptions);
  return {
    id: orderId,
    company: name === undefined ? null : { id: companyId, name },
    billing_account_id: account?.id ?? null,
    checkout: checkout && checkoutDocument(checkout),
    tasks: tasks.map(taskDocument),
    settled: tasks.some((task) => task.kind === "settle_order" && task.state === "done"),
    lines: lineProgress(tasks, subscriptions).map(lineDocument),
    subscriptions: await subscriptionDocuments(container, subscriptions, now),
    invoices: invoices.map((one) => invoiceDocument(one, one.buyerName)),
    invoice_count: count,
  };
}

function companyIn([first]: readonly ProvisioningTask[]): string | null {
  return first === undefined ? null : orderSnapshotSchema.parse(first.payload).companyId;
}

async function invoicesOf(container: MedusaContainer, subscriptions: readonly Subscription[]) {
  if (subscriptions.length === 0) {
    return { invoices: [], count: 0 };
  }
  const subscriptionIds = subscriptions.map(({ id }) => id);
  return container.resolve(BILLING_MODULE).invoices.list({ subscriptionIds, limit: MOST_INVOICES, offset: 0 });
}

function checkoutDocument(checkout: Checkout): document.Order["checkout"] {
  return {
    id: checkout.id,
    state: checkout.state,
    authorised_amount: decimalMoney(money(checkout.amount, checkout.currency)),
    authorised_at: checkout.authorisedAt?.toISOString() ?? null,
    ordered_at: checkout.orderedAt?.toISOString() ?? null,
    purchase_order_number: checkout.poNumber,
  };
}

function lineDocument({ line, state, step, problem, subscriptionId }: LineProgress): document.OrderLine {
  return {
    id: line.orderLineId,
    offer_title: line.title,
    sku_title: line.skuTitle,
    quantity: line.quantity,
    term: line.terms.term,
    billing_plan: line.terms.billingPlan,
    state,
    step,
    problem,
    subscription_id: subscriptionId,
  };
}
