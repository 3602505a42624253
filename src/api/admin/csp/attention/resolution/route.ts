import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { findItem, resolveItem } from "../../../../../processes/attention/mark-item";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, nowOf } from "../../../../http/request-context";
import { itemDocuments } from "../answer";
import { type AttentionItemAnswer, resolutionBody } from "../document";

/** Takes the caller's word that nothing is left to do about an item. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionItemAnswer>): Promise<void> => {
    const { kind, ref, state, reason } = readInput(resolutionBody, req.body);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    await resolveItem(req.scope, { kind, ref, state }, reason, by);
    const entry = await findItem(req.scope, { kind, ref }, by.now);
    const [item] = entry === null ? [] : await itemDocuments(req.scope, [entry]);
    res.json({ item: item ?? null });
  },
);
