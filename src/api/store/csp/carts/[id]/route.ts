import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { answerCart } from "../send-cart";

export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await answerCart(req, res, req.params.id ?? "");
}
