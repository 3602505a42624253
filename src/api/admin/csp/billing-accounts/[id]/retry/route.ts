import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { accountAnswer } from "../../answer";
import type { AccountAnswer } from "../../document";

/** Makes an account that could not be billed due now, instead of after its wait. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AccountAnswer>): Promise<void> => {
    const billing = req.scope.resolve(BILLING_MODULE);
    const account = await billing.retrieveAccount(idOf(req));
    if (account.parkedReason === null) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "The account is not held up by anything.");
    }
    const now = nowOf(req.scope);
    const about = { billingAccountId: account.id, invoiceId: null, billingRunId: null };
    const detail = { parked_because: account.parkedReason };
    const act = { at: now, actor: actorOf(req), action: "retried", ...about, detail };
    await billing.inTransaction(async (trx) => {
      await billing.accounts.markDue([account.companyId], now, trx);
      await billing.journal.write(trx, [act]);
    });
    wakeTicker(req.scope);
    res.status(202).json(await accountAnswer(req.scope, await billing.retrieveAccount(account.id)));
  },
);
