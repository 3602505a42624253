import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { sendCart } from "../send-cart";

export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  await sendCart(req, res, req.params.id ?? "");
}
