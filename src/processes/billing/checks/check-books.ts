import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type CheckResult } from "../../../modules/billing";
import { readUnseenEvents } from "../../../reads/unseen-events";
import { logOf } from "../../../telemetry/log";
import type { Duty } from "../../ticker";

const DAY_MS = 24 * 60 * 60 * 1000;
/** Older documents were looked at before, and they cannot change. */
const LOOK_BACK_MS = 40 * DAY_MS;
const MOST_SHOWN = 20;

/** The rules of the books with what breaks them now. */
export async function checkBooks(container: MedusaContainer, now: Date): Promise<CheckResult[]> {
  const since = new Date(now.getTime() - LOOK_BACK_MS);
  return [
    ...(await container.resolve(BILLING_MODULE).checkBooks({ since, now })),
    {
      name: "no_event_unseen",
      rule: "Every event of a subscription has been planned with, or its account is due.",
      broken: await readUnseenEvents(container, { now, most: MOST_SHOWN }),
    },
  ];
}

/**
 * Looks through the books once a day of business time and raises an alarm in the log for each rule that does not hold.
 * It names no instant at which it wants to run: it goes along with whatever wakes the ticker.
 */
export function bookCheckDuty(): Duty {
  let lastAt: Date | null = null;
  return {
    name: "book-check",
    limitMs: 300_000,
    follows: ["billing-run", "charge"],
    async run(container, now) {
      if (lastAt !== null && Math.abs(now.getTime() - lastAt.getTime()) < DAY_MS) {
        return { done: 0, nextDueAt: null };
      }
      lastAt = now;
      for (const { name, rule, broken } of await checkBooks(container, now)) {
        if (broken.length > 0) {
          logOf(container).error(`Books: ${rule} Broken by ${broken.join(", ")}`, { rule: name });
        }
      }
      return { done: 1, nextDueAt: null };
    },
  };
}
