import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { findItem, noteItem } from "../../../../../processes/attention/mark-item";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { actorOf, nowOf } from "../../../../http/request-context";
import { itemDocuments } from "../answer";
import { type AttentionItemAnswer, noteBody } from "../document";

/** Writes a note beside an item. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionItemAnswer>): Promise<void> => {
    const { kind, ref, words } = readInput(noteBody, req.body);
    const by = { actor: actorOf(req), now: nowOf(req.scope) };
    await noteItem(req.scope, { kind, ref }, words, by);
    const entry = await findItem(req.scope, { kind, ref }, by.now);
    const [item] = entry === null ? [] : await itemDocuments(req.scope, [entry]);
    res.json({ item: item ?? null });
  },
);
