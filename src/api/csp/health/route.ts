import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";

/** The process lives and its event loop turns. Whether it can serve is /csp/ready's answer. */
export const GET = (_req: MedusaRequest, res: MedusaResponse): void => {
  res.json({ state: "ok" });
};
