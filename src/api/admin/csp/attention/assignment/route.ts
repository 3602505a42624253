import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { assignItem, findItem } from "../../../../../processes/attention/mark-item";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, nowOf } from "../../../../http/request-context";
import { itemDocuments } from "../answer";
import { type AttentionItemAnswer, assignmentBody } from "../document";

/** Gives an item to a user, or back to everybody. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionItemAnswer>): Promise<void> => {
    const { kind, ref, user_id: userId } = readInput(assignmentBody, req.body);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    await assignItem(req.scope, { kind, ref }, userId, by);
    const entry = await findItem(req.scope, { kind, ref }, by.now);
    const [item] = entry === null ? [] : await itemDocuments(req.scope, [entry]);
    res.json({ item: item ?? null });
  },
);
