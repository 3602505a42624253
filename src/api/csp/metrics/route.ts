import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readFigures } from "../../../processes/health/figures";
import { route } from "../../http/define-route";

/** Figures for Prometheus. Who may read them is decided in the middlewares. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const { contentType, text } = await readFigures(req.scope);
  res.setHeader("content-type", contentType);
  res.send(text);
});
