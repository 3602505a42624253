import { settingsOf } from "../../../connections/settings";
import { type Money, money, toDecimalString } from "../../../domain/money";
import { SIGHTING_RULE } from "../../../domain/subscription";
import { done, needsAttention, pending, type VendorOutcome } from "../../../integrations/vendor-port";
import { BILLING_MODULE } from "../../../modules/billing";
import { COMPANY_MODULE, type Company } from "../../../modules/company";
import { SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { billOrder, type OrderBill } from "../../billing/bill-order";
import { type MoneyNotCharged, moneyNotCharged } from "../../billing/money-not-charged";
import { OutOfBoundsError } from "../../billing/plan/bounds";
import { SubscriptionHeldError } from "../../billing/plan/held";
import { notify } from "../../notify";
import type { UnchargedMoney } from "../../notify/templates";
import { closeMedusaOrder } from "../order/close-medusa-order";
import { isCanceled, refusalOf, resultOf } from "../order/group-results";
import { readMedusaOrder } from "../order/read-medusa-order";
import { ORDER_CANCELED } from "../order/still-wanted";
import type { TaskContext } from "./context";

/** How soon it is looked again whether Medusa has done with an order, and how often that is waited for. */
const LOOK_AGAIN_MS = 2_000;
const LOOKS = 3;
/** How often it is looked whether the vendor has the licences again: readings that count are as far apart. */
const HELD_LOOK_MS = SIGHTING_RULE.apartMs;

type Settled = { readonly outcome: "invoiced" | "nothing_live"; readonly invoiceId: string | null };

/**
 * The last task of every order: what is live is invoiced and taken from the authorisation, what is not is released, the
 * customer is told, and Medusa's own order is closed. Runs after a refusal too. Safe to run again after a crash at any line:
 * a mail is asked for before the task ends, and then kept until it went out.
 */
export async function settleOrderTask(context: TaskContext): Promise<VendorOutcome<Settled>> {
  const { container, now, order } = context;
  if (await isCanceledAfterDelivery(context)) {
    // Invoicing would charge the saved card for an order whose hold was released: that is for a person to decide.
    return needsAttention(ORDER_CANCELED.code, "The order was cancelled in Medusa, but its licences are live");
  }
  let result: OrderBill;
  try {
    result = await billOrder(container, { orderId: order.orderId, now });
  } catch (error) {
    if (error instanceof OutOfBoundsError) {
      return needsAttention("out_of_bounds", error.message);
    }
    if (error instanceof SubscriptionHeldError) {
      return pending(error.message, HELD_LOOK_MS);
    }
    throw error;
  }
  const invoiceId = result.outcome === "invoiced" ? result.invoiceId : null;
  const company = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  if (invoiceId !== null) {
    await mailLicences(context, company);
  }
  await mailRefusal(context, company);
  if (await isBeingCanceled(context)) {
    return pending("Medusa is cancelling the order", LOOK_AGAIN_MS);
  }
  const isClosed = await closeMedusaOrder(container, {
    orderId: order.orderId,
    isLive: invoiceId !== null,
    notCharged: await amountNotCharged(context, invoiceId),
  });
  return isClosed ? done({ outcome: result.outcome, invoiceId }) : pending("the order is being changed", LOOK_AGAIN_MS);
}

/**
 * Whoever cancels the order in Medusa has asked provisioning first, and is about to do it. A process that died in between
 * is not waited for.
 */
async function isBeingCanceled({ container, order, provisioning, task }: TaskContext): Promise<boolean> {
  const isCancellation = isCanceled(refusalOf(await provisioning.listOrderTasks(order.orderId)));
  if (!isCancellation || task.attempts > LOOKS) {
    return false;
  }
  const medusaOrder = await readMedusaOrder(container, order.orderId);
  return medusaOrder !== null && !medusaOrder.canceled_at;
}

/** Past Medusa's admin, which is refused then, an order can still be cancelled by a host's own code. */
async function isCanceledAfterDelivery({ container, order: { orderId } }: TaskContext): Promise<boolean> {
  const order = await readMedusaOrder(container, orderId);
  if (!order?.canceled_at) {
    return false;
  }
  const invoice = await container.resolve(BILLING_MODULE).invoices.findByOrder(orderId);
  const live = await container.resolve(SUBSCRIPTION_MODULE).list({ orderId });
  return live.length > 0 && invoice?.status !== "paid";
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
      isTenantNew: order.tenant?.kind === "new",
      subscriptions: subscriptions.map((one) => ({ title: one.skuTitle, quantity: one.quantity, domain: one.domain })),
    },
  });
}

/** Says what the vendor refused, the whole order or some of its lines, and what became of the money for it. */
async function mailRefusal({ container, order, provisioning }: TaskContext, company: Company): Promise<void> {
  const tasks = await provisioning.listOrderTasks(order.orderId);
  const lines = resultOf(tasks, "await_vendor")?.refused ?? [];
  const refusal = refusalOf(tasks);
  const reason = refusal?.reason ?? [...new Set(lines.map((line) => line.reason))].join(" ");
  if (reason === "") {
    return;
  }
  const to = order.email || company.email;
  const held = money(order.authorisedAmount, order.currency);
  const became = inWords(await moneyNotCharged(container, { orderId: order.orderId, held }));
  const data = { companyName: company.legalName, orderDisplayId: order.displayId, ...became };
  await notify(
    container,
    isCanceled(refusal)
      ? { to, template: "order_canceled", key: `order_canceled:${order.orderId}`, data }
      : {
          to,
          template: "order_refused",
          key: `order_refused:${order.orderId}`,
          data: { ...data, reason, by: refusal === null ? "vendor" : refusal.by, whole: refusal !== null },
        },
  );
}

function inWords({ released, givenBack, credited, owed }: MoneyNotCharged): UnchargedMoney {
  const words = (sum: Money) => `${toDecimalString(sum)} ${sum.currency}`;
  const isTaken = [givenBack, credited, owed].some(({ amount }) => amount > 0);
  return {
    ...(released.amount > 0 || !isTaken ? { moneyReleased: words(released) } : {}),
    ...(givenBack.amount > 0 ? { moneyGivenBack: words(givenBack) } : {}),
    ...(credited.amount > 0 ? { moneyCredited: words(credited) } : {}),
    ...(owed.amount > 0 ? { moneyOwed: words(owed) } : {}),
  };
}

/** What the card was asked to hold and no invoice takes. */
async function amountNotCharged({ container, order }: TaskContext, invoiceId: string | null): Promise<Money> {
  const billing = container.resolve(BILLING_MODULE);
  const invoice = invoiceId === null ? null : await billing.invoices.findByOrder(order.orderId);
  return money(Math.max(0, order.authorisedAmount - (invoice?.gross ?? 0)), order.currency);
}
