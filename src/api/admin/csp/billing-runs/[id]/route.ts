import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { anyRun, runAnswer } from "../any-run";

/** One run, as far as it has come. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  res.json({ run: await runAnswer(req, await anyRun(req)) });
});
