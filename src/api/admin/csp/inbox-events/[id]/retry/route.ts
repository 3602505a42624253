import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { ATTENTION_MODULE } from "../../../../../../modules/attention";
import { INBOX_MODULE } from "../../../../../../modules/inbox";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import type { RetriedEventAnswer } from "../../document";

/** Makes an event that was given up due again, with all its tries before it. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RetriedEventAnswer>): Promise<void> => {
    const id = idOf(req);
    const now = nowOf(req.scope);
    const inbox = req.scope.resolve(INBOX_MODULE);
    const act = { at: now, actor: actorOf(req), action: "retry", objectKind: "inbox_event", objectId: id, detail: {} };
    await inbox.inTransaction(async (trx) => {
      if (!(await inbox.retry(id, now, trx))) {
        throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no event ${id} that was given up.`);
      }
      await req.scope.resolve(ATTENTION_MODULE).recordAct(trx, act);
    });
    wakeTicker(req.scope);
    res.json({ id, state: "waiting" });
  },
);
