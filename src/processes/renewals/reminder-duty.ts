import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { addDays, dayInWords } from "../../domain/calendar";
import {
  dueReminder,
  isReminderSent,
  nextReminderAt,
  REMINDER_DAYS,
  type ReminderDays,
  reminderUntil,
} from "../../domain/subscription";
import { COMPANY_MODULE, mailContactOf } from "../../modules/company";
import { type ReminderCandidate, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { notify } from "../notify";
import type { Duty } from "../ticker/duty";
import { eachRow } from "../ticker/each-row";
import { type Renewal, renewalsOf } from "./list-renewals";
import { costInWords, planInWords, standingInWords } from "./words";

const NAME = "renewal-reminders";
const REMINDERS_A_TURN = 100;

type Due = ReminderCandidate & { readonly days: ReminderDays };

/**
 * Writes the reminders of terms that end: 90, 60, 30, 14, 7 and 2 days before. Each is a mail with a key of its own, so that
 * it goes out once whoever dies; of those that the clock has passed over only the newest is written. A renewal is read first:
 * what has begun its new term has no end that is near.
 */
export const renewalReminderDuty: Duty = {
  name: NAME,
  limitMs: 120_000,
  follows: ["subscription-sync"],
  async run(container, now) {
    const { renewals } = container.resolve(SUBSCRIPTION_MODULE);
    const today = now.toISOString().slice(0, 10);
    const candidates = await renewals.candidates(today, addDays(today, REMINDER_DAYS[0] + 1));
    const due = candidates.flatMap((candidate): Due[] => {
      const days = dueReminder(candidate, { now, reminded: candidate.reminded });
      return days === null ? [] : [{ ...candidate, days }];
    });
    const batch = due.slice(0, REMINDERS_A_TURN);
    const passedOver = await eachRow(container, batch, (one) => remind(container, one, now), {
      duty: NAME,
      failed: "A reminder of the end of a term could not be written",
      about: ({ id }) => ({ subscription_id: id }),
    });
    const done = batch.length - passedOver.length;
    return { done, nextDueAt: due.length > batch.length && done > 0 ? now : await nextDueAt(container, now) };
  },
};

async function nextDueAt(container: MedusaContainer, now: Date): Promise<Date | null> {
  const terms = await container.resolve(SUBSCRIPTION_MODULE).renewals.runningTerms(now.toISOString().slice(0, 10));
  return terms.reduce<Date | null>((earliest, term) => {
    const at = nextReminderAt(term, now);
    return at !== null && (earliest === null || at < earliest) ? at : earliest;
  }, null);
}

/** The mail first, then the note of it: whoever dies between the two asks for the same mail again. */
async function remind(container: MedusaContainer, due: Due, now: Date): Promise<void> {
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const subscription = await subscriptions.retrieve(due.id);
  const { companyId, status, termEndsOn, isHeld } = subscription;
  if (status !== "active" || isHeld || termEndsOn !== due.termEndsOn) {
    return;
  }
  const [[renewal], company] = await Promise.all([
    renewalsOf(container, [subscription], now),
    container.resolve(COMPANY_MODULE).retrieve(companyId),
  ]);
  const to = mailContactOf(company);
  if (renewal !== undefined && to !== null && isReminderSent(due.days, renewal.confirmed !== null)) {
    await notify(container, {
      to,
      template: "renewal_reminder",
      key: `renewal_reminder:${due.id}:${termEndsOn}:${due.days}`,
      usefulForMs: reminderUntil(due, now).getTime() - now.getTime(),
      data: {
        companyName: company.legalName,
        title: subscription.skuTitle,
        ...toldOf(renewal),
        renewalsUrl: `${settingsOf(container).shopUrl}/account/renewals`,
      },
    });
  }
  await subscriptions.renewals.noteReminded(due.id, termEndsOn, due.days);
}

function toldOf(renewal: Renewal) {
  const { planned, daysLeft, confirmed } = renewal;
  const until = planned.changeableUntil.toISOString();
  return {
    daysLeft,
    plan: planInWords(renewal),
    standing: standingInWords(renewal),
    cost: costInWords(renewal),
    changeUntil: `${dayInWords(until.slice(0, 10))}, ${until.slice(11, 16)} UTC`,
    isConfirmed: confirmed !== null,
  };
}
