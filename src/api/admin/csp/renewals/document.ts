import { z } from "zod";
import { money, named, paging } from "../../../http/document";
import { renewal as storeRenewal } from "../../../store/csp/renewals/document";

/** As the company sees it, with whose it is and what hangs on it. */
export const renewal = storeRenewal.extend({
  company: named,
  order_id: z.string(),
  /** The running term at its price, net and before discounts: what is lost if it stops. */
  at_stake: money,
});

export const renewalsAnswer = z.strictObject({ renewals: z.array(renewal), ...paging });

export type Renewal = z.output<typeof renewal>;
export type RenewalsAnswer = z.output<typeof renewalsAnswer>;
