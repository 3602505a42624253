import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../http/define-route";

/** The process lives and its event loop turns. Whether it can serve is /csp/ready's answer. */
export const GET = route((_req: MedusaRequest, res: MedusaResponse): void => {
  res.json({ state: "ok" });
});
