import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readReadiness } from "../../../processes/health/readiness";
import { route } from "../../http/define-route";

/** 503 while this process must get no traffic. Names and ages only: the answer needs no sign-in. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const readiness = await readReadiness(req.scope);
  res.setHeader("cache-control", "no-store");
  res.status(readiness.state === "failed" ? 503 : 200).json(readiness);
});
