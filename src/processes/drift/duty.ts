import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { localDateIn } from "../../domain/calendar";
import { safeKindOf } from "../../domain/subscription";
import { reasonOf } from "../../errors/reason-of";
import { type Finding, type Stake, SUBSCRIPTION_MODULE } from "../../modules/subscription";
import { logOf } from "../../telemetry/log";
import { stakeOf, stakeOfUnbooked } from "../billing/preview/event-stake";
import type { Duty } from "../ticker/duty";
import { billFinding } from "./decide-finding";

const FINDINGS_PER_RUN = 50;
/** The vendor's services agree with each other late: what is billed by itself was said again hours later. */
const SAID_AGAIN_AFTER_MS = 3_600_000;
/** As the journal names the product itself. */
const ITSELF = "seatline";

/** Plans what hangs on the differences that readings have shown, and bills those that the seller lets be billed. */
export const driftDuty: Duty = {
  name: "drift",
  limitMs: 120_000,
  follows: ["subscription-sync"],
  async run(container, now) {
    const valued = await valueFindings(container, now);
    const billed = await billSafe(container, now);
    return { done: valued + billed, nextDueAt: valued === FINDINGS_PER_RUN ? now : null };
  },
};

async function valueFindings(container: MedusaContainer, now: Date): Promise<number> {
  const { findings } = container.resolve(SUBSCRIPTION_MODULE);
  const waiting = await findings.toValue(FINDINGS_PER_RUN);
  for (const finding of waiting) {
    await findings.value(finding.id, await stakeIn(container, finding, now), now);
  }
  return waiting.length;
}

async function stakeIn(container: MedusaContainer, finding: Finding, now: Date): Promise<Stake | null> {
  const { companyId, subscriptionId, proposal } = finding;
  if (proposal === null) {
    return null;
  }
  return subscriptionId === null
    ? stakeOfUnbooked(proposal, localDateIn(now, settingsOf(container).seller.timeZone))
    : stakeOf(container, { companyId, subscriptionId, event: proposal, now });
}

/** Bills findings of the kinds that the settings name; one beside another difference of its subscription waits for a person. */
async function billSafe(container: MedusaContainer, now: Date): Promise<number> {
  const { billedByThemselves } = settingsOf(container).drift;
  if (billedByThemselves.length === 0) {
    return 0;
  }
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  let billed = 0;
  for (const finding of await subscriptions.findings.seenTwice(SAID_AGAIN_AFTER_MS, FINDINGS_PER_RUN)) {
    const kind = await safeKindAlone(container, finding);
    if (kind === null || !billedByThemselves.includes(kind)) {
      continue;
    }
    try {
      await billFinding(container, { id: finding.id, actor: ITSELF, now });
      billed += 1;
    } catch (error) {
      // It stands open, with a person's door to it.
      const about = { subscription_id: finding.subscriptionId ?? "", error: reasonOf(error) };
      logOf(container).warn("A difference was not billed by itself", about);
    }
  }
  return billed;
}

async function safeKindAlone(container: MedusaContainer, { subscriptionId, ...finding }: Finding) {
  if (subscriptionId === null) {
    return null;
  }
  const subscriptions = container.resolve(SUBSCRIPTION_MODULE);
  const open = (await subscriptions.findings.standing([subscriptionId])).filter(({ state }) => state === "open");
  const { quantity, isHeld } = await subscriptions.retrieve(subscriptionId);
  return open.length === 1 && !isHeld ? safeKindOf(finding, quantity) : null;
}
