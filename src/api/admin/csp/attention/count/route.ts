import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readAttention } from "../../../../../reads/attention";
import { route } from "../../../../http/define-route";
import { nowOf } from "../../../../http/request-context";
import type { AttentionCountAnswer } from "../document";

/** How much waits for a person, for the menu. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionCountAnswer>): Promise<void> => {
    const { entries } = await readAttention(req.scope, nowOf(req.scope));
    res.json({ count: entries.length });
  },
);
