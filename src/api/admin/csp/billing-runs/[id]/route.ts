import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { anyRun, runAnswer } from "../any-run";

/** One run, as far as it has come. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ run: await runAnswer(req, await anyRun(req)) });
}
