import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../../http/define-route";
import { sendCart } from "../send-cart";

export const GET = route(async (req: MedusaRequest, res: MedusaResponse): Promise<void> => {
  await sendCart(req, res, req.params.id ?? "");
});
