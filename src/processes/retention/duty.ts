import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE } from "../../modules/billing";
import { INBOX_MODULE } from "../../modules/inbox";
import { MAIL_MODULE } from "../../modules/mail";
import { readLeftCarts, readSettledEvents, readUsedQuotes } from "../../reads/left-behind";
import { CART_KIND, cartModule } from "../purchase/carts/cart";
import type { Duty } from "../ticker";

const DAY_MS = 24 * 60 * 60_000;
/** Long enough to look into what went wrong with an event that was dealt with. */
const BODY_DAYS = 7;
/** Stripe repeats a delivery for three days, and its list is read 29 days back: its id must still be known then. */
const EVENT_DAYS = 40;
/** After it ran out, a quote that nobody ordered by promises nothing. */
const QUOTE_DAYS = 30;
/** The shop's cookie forgets a visitor's cart sooner. */
const CART_DAYS = 90;
const BATCH = 500;
const CARTS_A_TURN = 100;
/** Carts are Medusa's, without an index for this: looked for once an hour of this process. */
const CARTS_EVERY_MS = 60 * 60_000;

/**
 * Forgets what nobody needs any more: bodies of notices, then their ids, quotes without an order, to whom a mail was to go
 * that nobody asks for any more, carts of visitors.
 * `docs/privacy.md` tells the spans. It names no instant of its own: the ticker wakes it once a minute, and a clock that
 * is moved need not stop for it; a full batch asks for the next one at once.
 */
export function retentionDuty(): Duty {
  let cartsAt = Number.NEGATIVE_INFINITY;
  return {
    name: "retention",
    limitMs: 120_000,
    async run(container, now) {
      const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
      const inbox = container.resolve(INBOX_MODULE);
      const settled = await readSettledEvents(container, { before: daysAgo(BODY_DAYS), most: BATCH });
      const counts = [
        await inbox.setAside(settled, now),
        await inbox.forgetBodies(daysAgo(BODY_DAYS), BATCH),
        await inbox.removeOld(daysAgo(EVENT_DAYS), BATCH),
        await removeQuotes(container, daysAgo(QUOTE_DAYS)),
        await container.resolve(MAIL_MODULE).forgetUnasked(BATCH),
      ];
      const isFull = counts.some((count) => count >= BATCH);
      if (performance.now() - cartsAt >= CARTS_EVERY_MS) {
        const carts = await readLeftCarts(container, { kind: CART_KIND, days: CART_DAYS, most: CARTS_A_TURN });
        await cartModule(container).deleteCarts(carts);
        cartsAt = carts.length < CARTS_A_TURN ? performance.now() : cartsAt;
        counts.push(carts.length);
      }
      return { done: counts.reduce((sum, count) => sum + count, 0), nextDueAt: isFull ? now : null };
    },
  };
}

/** @returns how many were decided on: those with an order are marked as kept, the others are removed */
async function removeQuotes(container: MedusaContainer, before: Date): Promise<number> {
  const billing = container.resolve(BILLING_MODULE);
  const undecided = await billing.listUndecidedQuotes(before, BATCH);
  if (undecided.length > 0) {
    await billing.decideQuotes(undecided, await readUsedQuotes(container, undecided));
  }
  return undecided.length;
}
