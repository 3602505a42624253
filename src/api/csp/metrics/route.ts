import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { readFigures } from "../../../processes/health/figures";

/** Figures for Prometheus. Who may read them is decided in the middlewares. */
export const GET = async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  const { contentType, text } = await readFigures(req.scope);
  res.setHeader("content-type", contentType);
  res.send(text);
};
