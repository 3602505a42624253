import { z } from "zod";
import type { FaultWorld } from "./world";

/** What is wrong between the simulators and the books, in words; empty is good news. */
export type Disagreement = {
  readonly doubled: string[];
  readonly lost: string[];
  readonly stuck: string[];
  readonly books: string[];
};

const checksAnswer = z.object({ checks: z.array(z.object({ name: z.string(), broken: z.array(z.string()) })) });

type CheckoutRow = {
  id: string;
  order_id: string | null;
  orders: number;
  domain: string;
  company_id: string;
};
type InvoiceRow = { id: string; number: string; kind: string; status: string; paid: number; order_id: string | null };

/** Compares both sides to the cent: payments with invoices and Medusa's captures, vendor orders with subscriptions. */
export async function disagreements(world: FaultWorld): Promise<Disagreement> {
  const found: Disagreement = { doubled: [], lost: [], stuck: [], books: [] };
  await compareOrders(world, found);
  await compareMoney(world, found);
  const { checks } = checksAnswer.parse(await world.admin("GET", "/billing-checks"));
  if (!checks.some(({ name }) => name === "money_compared")) {
    found.books.push("money was not compared with the card processor");
  }
  found.books.push(...checks.filter(({ broken }) => broken.length > 0).map(({ name, broken }) => `${name}: ${broken}`));
  return found;
}

async function compareOrders(world: FaultWorld, found: Disagreement): Promise<void> {
  const checkouts = await world.rows<CheckoutRow>(
    `select k.id, k.order_id, k.company_id, t.domain,
       (select count(*)::int from "order" o where o.metadata ->> 'checkout_id' = k.id) as orders
     from csp_checkout k join csp_company_tenant t on t.company_id = k.company_id`,
  );
  const ours = await world.rows<{ company_id: string; id: string; quantity: number; status: string }>(
    "select company_id, vendor_subscription_id as id, quantity, status from csp_subscription",
  );
  const state = world.vendor.state();
  for (const { id, order_id: orderId, orders, domain, company_id: companyId } of checkouts) {
    amount(found, `orders of checkout ${id}`, orders, orderId === null ? 0 : 1);
    const tenants = Object.values(state.customers).filter((one) => one.domain.split(".")[0] === domain.split(".")[0]);
    const ids = tenants.map((tenant) => tenant.id);
    const theirs = Object.values(state.subscriptions).filter((one) => ids.includes(one.customerId));
    const mine = ours.filter((one) => one.company_id === companyId && one.id !== null);
    // A cancelled order may have got its tenant before, and the company keeps it.
    amount(found, `tenants ${domain}`, tenants.length, Math.min(tenants.length, orderId === null ? tenants.length : 1));
    amount(
      found,
      `vendor orders of ${domain}`,
      Object.values(state.orders).filter((one) => ids.includes(one.customerId)).length,
      mine.length > 0 ? 1 : 0,
    );
    amount(found, `vendor subscriptions of ${domain}`, theirs.length, mine.length);
    for (const subscription of theirs) {
      const known = mine.find((one) => one.id === subscription.id);
      if (known?.quantity !== subscription.quantity) {
        found.lost.push(
          `subscription ${subscription.id} has ${subscription.quantity} seats, ${known?.quantity} with us`,
        );
      }
    }
  }
}

async function compareMoney(world: FaultWorld, found: Disagreement): Promise<void> {
  const invoices = await world.rows<InvoiceRow>(
    "select id, number, kind, status, amount_paid::int as paid, order_id from csp_invoice where kind <> 'credit_note'",
  );
  const checkouts = await world.rows<{ id: string; order_id: string | null; captured: number }>(
    `select k.id, k.order_id, (select coalesce(sum(c.amount), 0) * 100 from payment p join capture c on c.payment_id = p.id
       where p.payment_collection_id = k.payment_collection_id)::int as captured from csp_checkout k`,
  );
  const intents = world.stripe.paymentIntents();
  for (const { id, order_id: orderId, captured } of checkouts) {
    const held = intents.filter((intent) => intent.metadata.checkout_id === id);
    found.stuck.push(...held.filter(({ status }) => status === "requires_capture").map((one) => `the hold ${one.id}`));
    const activations = invoices.filter((invoice) => invoice.kind === "activation" && invoice.order_id === orderId);
    const paid = sum(activations.map((one) => one.paid));
    amount(found, `invoices of order ${orderId}`, activations.length, Math.min(activations.length, 1));
    amount(found, `cents taken for order ${orderId}`, sum(held.map((one) => one.amount_received)), paid);
    amount(found, `cents captured in Medusa for order ${orderId}`, captured, paid);
  }
  const changes = await world.rows<{ id: string; invoice_id: string | null }>(
    "select id, invoice_id from csp_subscription_change",
  );
  for (const { id } of changes) {
    const held = intents.filter((intent) => intent.metadata.subscription_change_id === id);
    found.stuck.push(...held.filter(({ status }) => status === "requires_capture").map((one) => `the hold ${one.id}`));
  }
  for (const invoice of invoices.filter(({ kind }) => kind === "recurring")) {
    const ofChanges = changes.filter((one) => one.invoice_id === invoice.id).map(({ id }) => id);
    const own = intents.filter(
      ({ metadata }) => metadata.invoice_id === invoice.id || ofChanges.includes(metadata.subscription_change_id ?? ""),
    );
    amount(found, `cents taken for ${invoice.number}`, sum(own.map((one) => one.amount_received)), invoice.paid);
  }
  await compareReversals(world, found);
  amount(
    found,
    "cents taken in all",
    sum(intents.map((one) => one.amount_received)),
    sum(invoices.map((one) => one.paid)),
  );
}

async function compareReversals(world: FaultWorld, found: Disagreement): Promise<void> {
  const ours = await world.rows<{ id: string; amount: number }>(
    "select processor_id as id, amount::int from csp_payment_reversal where undone_at is null",
  );
  const theirs = world.stripe.moneyGivenBack();
  for (const id of new Set([...ours, ...theirs].map((one) => one.id))) {
    const of = (some: readonly { id: string; amount: number }[]) =>
      sum(some.filter((one) => one.id === id).map((one) => one.amount));
    amount(found, `cents that went back by ${id}`, of(ours), of(theirs));
  }
}

/** More than there should be was doubled, less was lost. */
function amount(found: Disagreement, what: string, is: number, shouldBe: number): void {
  if (is !== shouldBe) {
    found[is > shouldBe ? "doubled" : "lost"].push(`${what}: ${is} instead of ${shouldBe}`);
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Mails that were written and have not gone out, and such of an order's end as were never written. */
const MAILS_OWED = `
  select 'the invoice ' || coalesce(number, id) as what from csp_invoice where mailed_at is null and not silent and status <> 'draft'
  union all select 'the order ' || order_id from csp_checkout where order_id is not null and (next_check_at is not null or not received_mailed)
  union all select 'the mail ' || id || case state when 'given_up' then ', which was given up' else '' end from csp_mail where state <> 'sent'
  union all select 'what became of order ' || k.order_id from csp_checkout k
    where k.order_id is not null and not exists (select from csp_mail m where m.id in (
      'licences_live:' || k.order_id, 'order_refused:' || k.order_id, 'order_canceled:' || k.order_id))`;

/** What somebody is still to be told of. A mail that a killed process had begun goes out again a minute later. */
export async function mailsOwed(world: FaultWorld): Promise<string[]> {
  return (await world.rows<{ what: string }>(MAILS_OWED)).map(({ what }) => what);
}

/** Mails that somebody got twice word for word: a mail that was sent and not noted is sent again. */
export function mailsTwice(world: FaultWorld): string[] {
  const subjects = world.mails.list().map((mail) => `${mail.subject} to ${mail.to}: ${mail.text}`);
  return subjects.filter((subject, index) => subjects.indexOf(subject) !== index);
}
