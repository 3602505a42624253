import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { erasePerson } from "../../../../../../processes/account/erase-person";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { erasureDocument } from "./answer";
import type { ErasedAnswer, ErasureAnswer } from "./document";

/** What erasing a person would take away and leave, and what keeps it from being done. Nothing is changed. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ErasureAnswer>): Promise<void> => {
  res.json({ erasure: await erasureDocument(req.scope, idOf(req)) });
});

/** Erases a person who asks for it, unless a contract still needs them. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ErasedAnswer>): Promise<void> => {
  await erasePerson(req.scope, idOf(req), { actor: actorOf(req), now: nowOf(req.scope) });
  res.json({ erased: true });
});
