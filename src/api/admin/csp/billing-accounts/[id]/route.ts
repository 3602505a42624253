import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { changeAccount } from "../../../../../processes/billing";
import { readInput } from "../../../../http/read-input";
import { nowOf } from "../../../../http/request-context";
import { actorOf } from "../../actor";
import { accountAnswer, anyAccount } from "../any-account";
import { preferenceChanges } from "../preference-changes";
import { preferencesBody } from "../validators";

/** One billing account. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ account: await accountAnswer(req, await anyAccount(req)) });
}

/** Changes how an account is billed from now on; what was issued stays as it is. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const account = await anyAccount(req);
  const changes = preferenceChanges(readInput(preferencesBody, req.body));
  const changed = await changeAccount(req.scope, {
    accountId: account.id,
    changes,
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.json({ account: await accountAnswer(req, changed) });
}
