import { createHash } from "node:crypto";
import type { MedusaRequest } from "@medusajs/framework/http";
import { z } from "zod";
import { InputError } from "../../../../errors/input-error";
import type { Once } from "../../../../processes/purchase/checkouts/change-cart";

const HEADER = "idempotency-key";

const keySchema = z.string().regex(/^[\x21-\x7e]{1,200}$/);

/**
 * The key under which the sender wants this request done once, with what it asks for; null when it has none.
 *
 * @throws InputError naming the header
 */
export function onceOf(req: MedusaRequest): Once | null {
  const header = req.headers[HEADER];
  if (header === undefined) {
    return null;
  }
  const key = keySchema.safeParse(header);
  if (!key.success) {
    throw InputError.of(HEADER, "must be 1 to 200 letters, digits and signs without spaces, sent once");
  }
  const asked = createHash("sha256").update(JSON.stringify([req.method, req.path, req.validatedBody ?? null]));
  return { key: key.data, asked: asked.digest("base64url") };
}
