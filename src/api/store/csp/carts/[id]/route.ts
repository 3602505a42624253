import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { answerCart } from "../answer";

export const GET = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  await answerCart(req, res, req.params.id ?? "");
});
