import { COMPANY_MODULE } from "../../modules/company";
import { type Duty, LEASES_LOOK_MS } from "../ticker/duty";
import { carryOn } from "./carry-on";
import { agreementsOf } from "./way";

const A_TURN = 20;

/**
 * Carries agreements on that nobody is waiting for: a page that was left open, a process that died between the customer's
 * acceptance and the agreement, an agreement that was not read back. Orders wait for what is forgotten here.
 */
export const agreementDuty: Duty = {
  name: "customer-agreements",
  limitMs: 120_000,
  lookEveryMs: LEASES_LOOK_MS,
  async run(container, now) {
    const { attestations } = container.resolve(COMPANY_MODULE);
    const agreements = agreementsOf(container);
    for (let done = 0; done < A_TURN; done += 1) {
      const lease = agreements && (await attestations.leaseDue(now));
      if (agreements === null || lease === null) {
        return { done, nextDueAt: await attestations.nextLookAt() };
      }
      await carryOn(container, agreements, lease, { asker: null, now });
    }
    return { done: A_TURN, nextDueAt: now };
  },
};
