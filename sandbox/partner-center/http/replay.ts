import { sha256 } from "../identifiers";
import type { World } from "../world";
import type { Call, Reply } from "./route";

const retentionMs = 24 * 3_600_000;

const keyOf = (world: World, call: Call, requestId: string) =>
  `${world.credentials.tenantId}|${call.method}|${call.path}|${requestId}`;

/**
 * The first answer to this MS-RequestId, if it is younger than 24 hours. A different body under the same id is
 * undocumented: the first answer is given and a warning is kept.
 */
export function replayOf(world: World, call: Call): Reply | null {
  const requestId = call.header("MS-RequestId");
  const stored = requestId ? world.state.replays[keyOf(world, call, requestId)] : undefined;
  if (!stored || call.now.getTime() - Date.parse(stored.at) > retentionMs) {
    return null;
  }
  if (stored.bodyHash !== sha256(JSON.stringify(call.body ?? null))) {
    world.state.warnings.push(`MS-RequestId ${requestId} came again on ${call.path} with another body.`);
  }
  return { status: stored.status, body: stored.body };
}

/** Remembers a success. After a business refusal a client must take a new id, so refusals are not kept. */
export function rememberReply(world: World, call: Call, reply: Reply): void {
  const requestId = call.header("MS-RequestId");
  if (!requestId || reply.status >= 300) {
    return;
  }
  for (const [key, replay] of Object.entries(world.state.replays)) {
    if (call.now.getTime() - Date.parse(replay.at) > retentionMs) {
      delete world.state.replays[key];
    }
  }
  world.state.replays[keyOf(world, call, requestId)] = {
    status: reply.status,
    body: reply.body,
    bodyHash: sha256(JSON.stringify(call.body ?? null)),
    at: call.now.toISOString(),
  };
}
