import type { MedusaContainer } from "@medusajs/framework/types";
import { MAIL_MODULE } from "../../modules/mail";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { sendKept } from ".";

/** With a mail server as slow as the provider bears, a batch ends within the limit. */
const MAILS_A_TURN = 5;
const AGAIN_MS = 60_000;

/**
 * Sends the mails that are kept, whoever asked for them: a process without a ticker wakes nobody. While the mail server
 * takes none, one at each look finds out whether it does again, and not each of all that wait.
 */
export const mailDuty: Duty = {
  name: "mail",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  async run(container: MedusaContainer, now) {
    const mails = container.resolve(MAIL_MODULE);
    const due = await mails.listDue(MAILS_A_TURN);
    let done = 0;
    for (const kept of due) {
      if ((await sendKept(container, kept)) === "server_down") {
        return { done, nextDueAt: new Date(now.getTime() + AGAIN_MS) };
      }
      done += 1;
    }
    if (done === MAILS_A_TURN) {
      return { done, nextDueAt: now };
    }
    return { done, nextDueAt: (await mails.isAnyKept()) ? new Date(now.getTime() + AGAIN_MS) : null };
  },
};
