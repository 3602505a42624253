import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../modules/billing";
import { changeAccount } from "../../../../../processes/billing";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../http/request-context";
import { accountAnswer } from "../answer";
import { type AccountAnswer, preferencesBody } from "../document";
import { preferenceChanges } from "../preference-changes";

/** One billing account. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AccountAnswer>): Promise<void> => {
  const account = await req.scope.resolve(BILLING_MODULE).retrieveAccount(idOf(req));
  res.json(await accountAnswer(req.scope, account));
});

/** Changes how an account is billed from now on; what was issued stays as it is. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AccountAnswer>): Promise<void> => {
    const account = await req.scope.resolve(BILLING_MODULE).retrieveAccount(idOf(req));
    const changed = await changeAccount(req.scope, {
      accountId: account.id,
      changes: preferenceChanges(readInput(preferencesBody, req.body)),
      actor: actorOf(req),
      now: nowOf(req.scope),
    });
    res.json(await accountAnswer(req.scope, changed));
  },
);
