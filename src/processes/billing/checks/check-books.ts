import type { MedusaContainer } from "@medusajs/framework/types";
import { cardGateway, stripeReadings } from "../../../connections/stripe";
import { STRIPE_RIGHTS, StripeRefusedError, StripeUnavailableError } from "../../../integrations/stripe";
import { BILLING_MODULE, type CheckResult } from "../../../modules/billing";
import { SETTINGS_MODULE } from "../../../modules/settings";
import {
  readChargesAfterTheEnd,
  readChargesOutsideTheTerm,
  readChargesWhileHeld,
  readLiveThoughCancelled,
} from "../../../reads/gone-licences";
import { readUnseenEvents } from "../../../reads/unseen-events";
import { logOf } from "../../../telemetry/log";
import type { Duty } from "../../ticker";
import { compareWithProcessor, LOOK_BACK_MS, type ProcessorReadings } from "./processor-money";
import { tellDifferences } from "./tell-differences";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Older documents were looked at before, and they cannot change. */
const DOCUMENTS_LOOK_BACK_MS = 40 * DAY_MS;
const MOST_SHOWN = 20;
/** What the card processor moved while nobody looked: a server that is back after weeks was told of nothing. */
const FIRST_LOOK_BACK_MS = 100 * DAY_MS;
const MONEY_AT_PROCESSOR = {
  name: "money_at_processor",
  rule: "What the card processor took and gave back is what the books say, payment by payment.",
} as const;
const MONEY_COMPARED = {
  name: "money_compared",
  rule: "What the card processor moved can be read, and was compared with the books.",
} as const;

/**
 * The rules of the books with what breaks them now; what is broken is kept for those who did not ask. A rule that cannot
 * be looked at now, as the card processor does not answer, is left out, and what was found of it before stays.
 *
 * @param lookBackMs over how many days money is compared with the card processor's
 */
export async function checkBooks(
  container: MedusaContainer,
  now: Date,
  processor: ProcessorReadings = processorOf(container),
  lookBackMs = LOOK_BACK_MS,
): Promise<CheckResult[]> {
  const { results, unread } = await lookThroughBooks(container, now, { processor, lookBackMs });
  await container.resolve(BILLING_MODULE).saveFindings(results, now, unread);
  return results;
}

type Compared = { readonly processor: ProcessorReadings; readonly lookBackMs: number };

async function lookThroughBooks(
  container: MedusaContainer,
  now: Date,
  compared: Compared,
): Promise<{ readonly results: CheckResult[]; readonly unread: readonly string[] }> {
  const since = new Date(now.getTime() - DOCUMENTS_LOOK_BACK_MS);
  const window = { since, now, most: MOST_SHOWN };
  const results = [
    ...(await container.resolve(BILLING_MODULE).checkBooks({ since, now })),
    {
      name: "no_event_unseen",
      rule: "Every event of a subscription has been planned with, or its account is due.",
      broken: await readUnseenEvents(container, window),
    },
    {
      name: "no_charge_after_the_end",
      rule: "Nobody is charged for days on which their licences were gone.",
      broken: await readChargesAfterTheEnd(container, window),
    },
    {
      name: "no_charge_outside_the_term",
      rule: "Nobody is charged for days before the first day of a subscription, or after its term without a renewal.",
      broken: await readChargesOutsideTheTerm(container, window),
    },
    {
      name: "no_charge_while_held",
      rule: "Nobody is charged while billing holds because the vendor says that the licences are not there.",
      broken: await readChargesWhileHeld(container, window),
    },
    {
      name: "no_licence_of_a_cancelled_order",
      rule: "No subscription lives whose order was cancelled.",
      broken: await readLiveThoughCancelled(container, window),
    },
  ];
  const different = await readDifferences(container, now, compared);
  if (different === "paused") {
    return { results, unread: [MONEY_AT_PROCESSOR.name, MONEY_COMPARED.name] };
  }
  if (different instanceof StripeUnavailableError) {
    const broken = [different.message];
    return { results: [...results, { ...MONEY_COMPARED, broken }], unread: [MONEY_AT_PROCESSOR.name] };
  }
  const found = { ...MONEY_AT_PROCESSOR, broken: different.slice(0, MOST_SHOWN) };
  return { results: [...results, found, { ...MONEY_COMPARED, broken: [] }], unread: [] };
}

/** @returns ids; `paused` while a fault of our set-up, which stands elsewhere, keeps the processor from being asked */
async function readDifferences(
  container: MedusaContainer,
  now: Date,
  { processor, lookBackMs }: Compared,
): Promise<string[] | "paused" | StripeUnavailableError> {
  const { setUpFaults } = container.resolve(SETTINGS_MODULE);
  if ((await setUpFaults.mayAsk("stripe", STRIPE_RIGHTS.compareMoney, now)) === "paused") {
    return "paused";
  }
  try {
    const different = await compareWithProcessor(container.resolve(BILLING_MODULE), processor, now, lookBackMs);
    await tellDifferences(container, processor, different, now);
    return different.map(({ id }) => id);
  } catch (error) {
    if (!(error instanceof StripeUnavailableError)) {
      throw error;
    }
    logOf(container).warn("The books could not be compared with the card processor", { source: "stripe", error });
    return error;
  }
}

function processorOf(container: MedusaContainer): ProcessorReadings {
  const { charges, refunds, disputes, refundsOf, refund, dispute } = stripeReadings(container);
  return { charges, refunds, disputes, refundsOf, refund, dispute, received: (id) => receivedOf(container, id) };
}

async function receivedOf(container: MedusaContainer, paymentIntentId: string): Promise<number> {
  try {
    return (await cardGateway(container).retrieve(paymentIntentId)).amountReceived;
  } catch (error) {
    if (error instanceof StripeRefusedError && error.code === "resource_missing") {
      return 0;
    }
    throw error;
  }
}

/**
 * Looks through the books once a day of business time, and again after an hour when the card processor could not be asked or
 * the look broke off; each rule that does not hold stands on Attention and in the log.
 * It names no instant at which it wants to run: it goes along with whatever wakes the ticker.
 */
export function bookCheckDuty(processor?: ProcessorReadings): Duty {
  let lastAt: Date | null = null;
  let comparedAt: Date | null = null;
  let restMs = DAY_MS;
  return {
    name: "book-check",
    limitMs: 300_000,
    follows: ["billing-run", "charge"],
    async run(container, now) {
      if (lastAt !== null && Math.abs(now.getTime() - lastAt.getTime()) < restMs) {
        return { done: 0, nextDueAt: null };
      }
      lastAt = now;
      // Until it is known how this look ends.
      restMs = HOUR_MS;
      const lookBackMs =
        comparedAt === null
          ? FIRST_LOOK_BACK_MS
          : Math.max(LOOK_BACK_MS, now.getTime() - comparedAt.getTime() + DAY_MS);
      const results = await checkBooks(container, now, processor, lookBackMs);
      const isCompared = results.some(({ name }) => name === MONEY_AT_PROCESSOR.name);
      comparedAt = isCompared ? now : comparedAt;
      restMs = isCompared ? DAY_MS : HOUR_MS;
      for (const { name, rule, broken } of results) {
        if (broken.length > 0) {
          logOf(container).error(`Books: ${rule} Broken by ${broken.join(", ")}`, { rule: name });
        }
      }
      return { done: 1, nextDueAt: null };
    },
  };
}
