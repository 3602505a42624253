import { randomUUID } from "node:crypto";
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { withLogFields } from "../../telemetry/log";

const HEADER = "x-request-id";
const ACCEPTED = /^[\w.-]{8,80}$/;

/** Gives every request an id, the caller's own where it is sane: it is in the answer and in each log line about it. */
export function nameRequest(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const given = req.get(HEADER) ?? "";
  const id = ACCEPTED.test(given) ? given : randomUUID();
  res.setHeader(HEADER, id);
  withLogFields({ request_id: id }, () => next());
}
