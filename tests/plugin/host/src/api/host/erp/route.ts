import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { entries } from "../../../erp";

/** What the host's hooks heard of Seatline. */
export function GET(_req: MedusaRequest, res: MedusaResponse): void {
  res.json({ entries: [...entries.values()] });
}
