import type { MedusaContainer } from "@medusajs/framework/types";
import { MAIL_MODULE } from "../../modules/mail";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { sendKept } from ".";

/** With a mail server as slow as the provider bears, a batch ends within the limit. */
const MAILS_A_TURN = 6;
const AGAIN_MS = 60_000;

/** Sends the mails that are kept, whoever asked for them: a process without a ticker wakes nobody. */
export const mailDuty: Duty = {
  name: "mail",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  async run(container: MedusaContainer, now) {
    const mails = container.resolve(MAIL_MODULE);
    const due = await mails.listDue(MAILS_A_TURN);
    for (const kept of due) {
      await sendKept(container, kept);
    }
    if (due.length === MAILS_A_TURN) {
      return { done: due.length, nextDueAt: now };
    }
    return { done: due.length, nextDueAt: (await mails.isAnyKept()) ? new Date(now.getTime() + AGAIN_MS) : null };
  },
};
