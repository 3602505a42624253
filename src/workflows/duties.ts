import { processDuties } from "../processes/duties";
import type { Duty } from "../processes/ticker";
import { runBillingWithHooks } from "./billing/run-billing";
import { checkoutCompletedDuty } from "./purchase/completed-duty";

/** All work that comes due with time, with the hooks of a host: what a worker process runs. */
export const duties: readonly Duty[] = [...processDuties(runBillingWithHooks), checkoutCompletedDuty];
