import { setTimeout as sleep } from "node:timers/promises";
import type { Request, RequestHandler, Response } from "express";
import { settle } from "../agenda";
import { accessOf, authorise, refuseRetired, refuseUnknown } from "../auth/bearer";
import { kindAsked } from "../auth/token-routes";
import { ApiError, invalidInput } from "../errors";
import { takeFault } from "../faults/match";
import { newGuid } from "../identifiers";
import type { World } from "../world";
import type { RecordedRequest } from "./recorded-request";
import { rememberReply, replayOf } from "./replay";
import type { Call, Reply, Route } from "./route";
import { send } from "./send";

function callFrom(request: Request, now: Date): Call {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (typeof value === "string") {
      query[name] = value;
    }
  }
  return {
    method: request.method,
    path: decodeURIComponent(request.path).replace(/(.)\/$/, "$1"),
    params: { ...request.params },
    query,
    body: request.body,
    now,
    header: (name) => request.get(name) || undefined,
  };
}

function record(world: World, call: Call, secret: boolean): RecordedRequest {
  const entry: RecordedRequest = {
    at: call.now.toISOString(),
    method: call.method,
    path: call.path,
    query: { ...call.query },
    body: secret ? null : (call.body ?? null),
    requestId: call.header("MS-RequestId") ?? newGuid(),
    correlationId: call.header("MS-CorrelationId") ?? newGuid(),
    token: null,
    status: null,
    fault: null,
    replayed: false,
  };
  world.requests.push(entry);
  if (world.requests.length > 5_000) {
    world.requests.shift();
  }
  return entry;
}

function failure(error: unknown): Reply {
  if (error instanceof ApiError) {
    return { status: error.status, body: error.body() };
  }
  return { status: 500, body: new ApiError(500, "800003", `Unexpected service error: ${String(error)}`).body() };
}

/** Runs the handler or repeats its first answer; every refusal becomes a reply. */
function answer(world: World, route: Route, call: Call, entry: RecordedRequest): Reply {
  try {
    const earlier = route.replays ? replayOf(world, call) : null;
    if (earlier) {
      entry.replayed = true;
      return earlier;
    }
    const reply = route.handle(world, call);
    if (route.replays) {
      rememberReply(world, call, reply);
    }
    return reply;
  } catch (error) {
    return failure(error);
  }
}

/** Leaves the caller waiting, then cuts the connection. */
function hold(response: Response, milliseconds: number): void {
  const timer = setTimeout(() => response.destroy(), milliseconds);
  timer.unref();
  response.on("close", () => clearTimeout(timer));
}

function foreign(
  response: Response,
  entry: RecordedRequest,
  answer: { status: number; contentType: string; body: string },
): void {
  entry.status = answer.status;
  response.status(answer.status).setHeader("Content-Type", answer.contentType);
  response.end(answer.body);
}

const scriptedError = (fault: { status: number; code: string }): Reply => ({
  status: fault.status,
  body: new ApiError(fault.status, fault.code, "Scripted failure.").body(),
});

const wireFaults = [
  "timeout_after_effect",
  "timeout_before_effect",
  "drop_after_effect",
  "drop_before_effect",
  "error_before_effect",
  "error_after_effect",
  "foreign_answer",
  "cut_answer",
  "throttle",
  "latency",
] as const;

async function run(world: World, route: Route, request: Request, response: Response): Promise<void> {
  const call = callFrom(request, world.clock.now());
  const access = accessOf(world, route, call);
  const entry = record(world, call, access === "none");
  response.setHeader("MS-RequestId", entry.requestId);
  response.setHeader("MS-CorrelationId", entry.correlationId);
  response.setHeader("MS-CV", `${newGuid().slice(0, 16)}.0`);
  response.setHeader("MS-ServerId", "000001");
  response.setHeader("Date", call.now.toUTCString());
  if (call.header("X-Locale")) {
    response.setHeader("X-Locale", String(call.header("X-Locale")));
  }
  const finish = (reply: Reply) => {
    entry.status = reply.status;
    send(response, reply);
  };

  settle(world);
  try {
    refuseUnknown(world, route, call);
    entry.token = authorise(world, access, call, response) ?? kindAsked(call.body);
    refuseRetired(world, route, call);
  } catch (error) {
    return finish(failure(error));
  }
  const fault = takeFault(world.state, wireFaults, call.method, call.path, entry.token);
  entry.fault = fault?.kind ?? null;
  if (fault) {
    world.changed();
  }
  switch (fault?.kind) {
    case "throttle": {
      const seconds = fault.retryAfterSeconds;
      const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
      return finish({ status: 429, headers: { "Retry-After": `${seconds}` }, body: { statusCode: 429, message } });
    }
    case "error_before_effect":
      return finish(scriptedError(fault));
    case "drop_before_effect":
      response.destroy();
      return;
    case "timeout_before_effect":
      return hold(response, fault.holdMs);
    case "latency":
      await sleep(fault.delayMs);
      break;
    default:
      break;
  }
  if (fault?.kind === "foreign_answer" && fault.effect === "before") {
    return foreign(response, entry, fault);
  }
  const reply = answer(world, route, call, entry);
  if (call.method !== "GET" && call.method !== "HEAD") {
    world.changed();
  }
  switch (fault?.kind) {
    case "timeout_after_effect":
      return hold(response, fault.holdMs);
    case "drop_after_effect":
      response.destroy();
      return;
    case "error_after_effect":
      return finish(scriptedError(fault));
    case "foreign_answer":
      return foreign(response, entry, fault);
    case "cut_answer": {
      const whole = reply.text ?? JSON.stringify(reply.body ?? {});
      const body = whole.slice(0, Math.ceil(whole.length / 2));
      const contentType = reply.contentType ?? "application/json";
      return foreign(response, entry, { status: reply.status, contentType, body });
    }
    default:
      return finish(reply);
  }
}

/** The express handler of a route: headers, token, scripted faults, replay, handler, answer. */
export function serve(world: World, route: Route): RequestHandler {
  return (request, response, next) => {
    run(world, route, request, response).catch(next);
  };
}

export const unreadableBody: Reply = { status: 400, body: invalidInput("the body is not valid JSON").body() };
