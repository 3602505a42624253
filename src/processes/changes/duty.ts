import { SUBSCRIPTION_MODULE } from "../../modules/subscription";
import type { Duty } from "../ticker";
import { LEASES_LOOK_MS } from "../ticker/duty";
import { restoreWishes } from "./restore-wishes";
import { runDueChanges } from "./run-changes";

/** Carries on changes of subscriptions, and writes again what the vendor has lost of the end of a term. */
export const changesDuty: Duty = {
  name: "changes",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  places: 4,
  follows: ["subscription-sync"],
  async run(container, now, alsoLook) {
    const restored = await restoreWishes(container, now);
    const done = await runDueChanges(container, now, { onLeased: alsoLook });
    const { changes } = container.resolve(SUBSCRIPTION_MODULE);
    return { done: restored + done, nextDueAt: await changes.nextDueAt() };
  },
};
