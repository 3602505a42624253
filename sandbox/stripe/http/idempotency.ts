import type { IdempotencyRecord } from "../state/types";
import type { World } from "../state/world";
import { ApiError, invalidRequest } from "./api-error";
import { canonicalForm, type FormTree } from "./form";

const KEPT_SECONDS = 24 * 3600;

/**
 * The first answer to this key, if there is one.
 * @throws ApiError when the key was used for another request (400) or its first request is still running (409)
 */
export function findReplay(
  world: World,
  key: string,
  request: { method: string; path: string; form: FormTree },
): IdempotencyRecord | null {
  if (key.length > 255) {
    throw invalidRequest("Idempotency keys must be at most 255 characters long.");
  }
  const record = world.state.idempotency[key];
  if (record === undefined || record.createdAt + KEPT_SECONDS <= world.now()) {
    return null;
  }
  if (record.method !== request.method || record.path !== request.path || record.form !== canonicalForm(request.form)) {
    const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
    throw new ApiError(400, { type: "idempotency_error", message }, false);
  }
  if (record.status === null) {
    const message = `There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`;
    throw new ApiError(409, { type: "idempotency_error", code: "idempotency_key_in_use", message }, false);
  }
  return record;
}

/** Notes that a request with this key has begun. */
export function beginKeyed(
  world: World,
  key: string,
  request: { method: string; path: string; form: FormTree; requestId: string },
): IdempotencyRecord {
  const record: IdempotencyRecord = {
    key,
    method: request.method,
    path: request.path,
    form: canonicalForm(request.form),
    requestId: request.requestId,
    createdAt: world.now(),
    status: null,
    body: "",
  };
  world.state.idempotency[key] = record;
  return record;
}

/** A request whose validation failed, or that a restart cut off, never happened: its key is free again. */
export function forgetKey(world: World, key: string): void {
  delete world.state.idempotency[key];
}

/** Drops keys past their time, and those a restart left unfinished. */
export function tidyKeys(world: World): void {
  for (const record of Object.values(world.state.idempotency)) {
    if (record.status === null || record.createdAt + KEPT_SECONDS <= world.now()) {
      forgetKey(world, record.key);
    }
  }
}
