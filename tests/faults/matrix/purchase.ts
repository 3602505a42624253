import { COMPANY_FORM, enterCard, type Visitor } from "../../support/purchase/visitor";
import { inWords, untilAnswered } from "./patience";
import type { Flow, Scenario } from "./scenario";
import { settle } from "./settle";
import type { FaultWorld } from "./world";

const VISA = "4242424242424242";
const MAILED_WITHIN_MS = 150_000;
const OFFER = "microsoft 365 business premium";

type Buying = {
  /** The company's legal name; one with "Refused" in it fails the vendor's check. */
  readonly company?: string;
  readonly term?: string;
  /** Whether the customer's browser comes back from the card page; otherwise only the card processor tells. */
  readonly returns?: boolean;
};

/** A customer buys licences and comes back from the card page. */
export const purchase: Scenario = {
  name: "purchase",
  flows: 6,
  prepare: (world) => {
    // Whoever comes first makes the order; here that is to be the customer's return.
    const switches = world.stripe.deliverySwitches;
    if (switches.list().length === 0) {
      switches.set({ action: "drop", types: ["checkout.session.completed"], count: 1_000_000 });
    }
    return buying(world, {});
  },
};

/** The customer's browser never comes back: the card processor's notice, or the sweep, makes the order. */
export const notice: Scenario = {
  name: "notice",
  flows: 6,
  prepare: (world) => buying(world, { returns: false }),
};

/** The vendor refuses the order: what the card holds is given back. */
export const refusal: Scenario = {
  name: "refusal",
  flows: 6,
  prepare: (world) => buying(world, { company: "Refused Traders, Inc." }),
};

const PROGRESS = `
  select k.state || coalesce(' (' || k.closed_reason || ')', '') as state, k.order_id,
    (select count(*)::int from csp_provisioning_task t where t.group_id = k.order_id) as tasks,
    (select string_agg(t.kind || ' ' || t.state || coalesce(' (' || t.last_error || ')', ''), ', ')
      from csp_provisioning_task t where t.group_id = k.order_id and t.state not in ('done', 'refused', 'skipped')) as undone,
    (select count(*)::int from csp_subscription s where s.order_id = k.order_id) as subscriptions,
    (select i.status from csp_invoice i where i.order_id = k.order_id and i.kind = 'activation') as invoice,
    (select coalesce(sum(c.amount), 0)::float from payment p join capture c on c.payment_id = p.id
      where p.payment_collection_id = k.payment_collection_id) as captured,
    (select count(*)::int from csp_inbox_event where state in ('waiting', 'failed')) as events
  from csp_checkout k where k.id = $1`;

type Progress = {
  readonly state: string;
  readonly order_id: string | null;
  readonly tasks: number;
  readonly undone: string | null;
  readonly subscriptions: number;
  readonly invoice: string | null;
  readonly captured: number;
  readonly events: number;
};

export interface BuyingFlow extends Flow {
  readonly visitor: Visitor;
  /** The checkout's id once its payment page is open. */
  checkoutId(): string | null;
}

/** Makes a customer ready to order. */
export async function buying(world: FaultWorld, how: Buying): Promise<BuyingFlow> {
  const visitor = world.visitor();
  await visitor.signUp();
  await visitor.confirmAddress();
  await visitor.withCompany({ ...COMPANY_FORM, legal_name: how.company ?? COMPANY_FORM.legal_name });
  await visitor.withTenant();
  await visitor.withAgreement();
  const planId = await planOf(world, how.term ?? "P1Y");
  const isRefused = how.company !== undefined;
  let checkoutId: string | null = null;
  return {
    visitor,
    checkoutId: () => checkoutId,
    async run() {
      const cart = await untilAnswered(() => visitor.cartWith(planId, 3));
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const opened = await untilAnswered(() => visitor.expect(201, "POST", "/store/csp/checkouts", form));
      const id = opened.text("checkout", "id");
      checkoutId = id;
      const entered = await enterCard(opened.text("checkout", "redirect_url"), VISA);
      if (entered.status !== 303) {
        throw new Error(`The card page answered ${entered.status}.`);
      }
      if (how.returns !== false) {
        await untilAnswered(() => visitor.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {}));
      }
    },
    async missing() {
      if (checkoutId === null) {
        return "no payment page yet";
      }
      const [progress] = await world.rows<Progress>(PROGRESS, [checkoutId]).catch((error: unknown) => {
        throw new Error(`The progress could not be read: ${inWords(error)}`);
      });
      return progress === undefined ? "no checkout" : missingOf(progress, isRefused);
    },
  };
}

const MAILED = `select i.mailed_at is not null as mailed from csp_invoice i join csp_checkout k on k.order_id = i.order_id
  where k.id = $1 and i.kind = 'activation'`;

/** A purchase that is over before anything else begins, the mail with its invoice included. @returns the checkout's id */
export async function bought(world: FaultWorld, how: Buying): Promise<string> {
  const flow = await buying(world, how);
  await flow.run();
  await settle(world, flow);
  const checkoutId = flow.checkoutId() ?? "";
  const missing = async () => {
    const [invoice] = await world.rows<{ mailed: boolean }>(MAILED, [checkoutId]);
    return invoice?.mailed ? null : "the mail with the invoice";
  };
  // A process that was killed may have begun with it: then it is tried again after a minute.
  await settle(world, { run: flow.run, missing }, MAILED_WITHIN_MS);
  return checkoutId;
}

function missingOf(progress: Progress, isRefused: boolean): string | null {
  const { state, order_id: orderId, tasks, undone, subscriptions, invoice, captured, events } = progress;
  if (orderId === null) {
    return `no order; the checkout is ${state}`;
  }
  if (tasks === 0 || undone !== null) {
    return tasks === 0 ? "the order was not taken up" : `to do: ${undone}`;
  }
  if (events > 0) {
    return `${events} notices to handle`;
  }
  if (isRefused) {
    return null;
  }
  const isSettled = subscriptions > 0 && invoice === "paid" && captured > 0;
  return isSettled ? null : `subscriptions ${subscriptions}, invoice ${invoice}, captured ${captured}`;
}

async function planOf(world: FaultWorld, term: string): Promise<string> {
  const [plan] = await world.rows<{ id: string }>(
    `select p.id from csp_plan p join csp_publication u on u.plan_id = p.id
     join csp_sku k on k.id = p.sku_id join csp_offer o on o.id = k.offer_id
     where lower(k.title) = $1 and p.term = $2 and p.billing_plan = 'monthly' and u.withdrawn_at is null and not k.is_trial
       and k.segment = 'commercial' order by p.id limit 1`,
    [OFFER, term],
  );
  if (plan === undefined) {
    throw new Error(`No plan ${term} is on sale for "${OFFER}".`);
  }
  return plan.id;
}
