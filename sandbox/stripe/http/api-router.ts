import express, { type Request, type Response, type Router } from "express";
import { newId } from "../state/ids";
import type { World } from "../state/world";
import { ApiError, invalidRequest } from "./api-error";
import { authenticate } from "./auth";
import { expandBody } from "./expansion";
import type { Fault, Faults } from "./faults";
import { decodeForm, type FormTree } from "./form";
import { beginKeyed, findReplay, forgetKey } from "./idempotency";
import type { Operation } from "./operation";
import { ACCEPTED_VERSIONS, API_VERSION } from "./version";

type Answer = { status: number; body: string };

/** The API under /v1. */
export function apiRouter(world: World, operations: readonly Operation[], faults: Faults): Router {
  const router = express.Router();
  router.use((request, response, next) => {
    response.set({
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "*",
      "access-control-allow-methods": "*",
    });
    if (request.method === "OPTIONS") {
      response.status(200).end();
      return;
    }
    next();
  });
  router.use(express.raw({ type: () => true, limit: "1mb" }));
  for (const operation of operations) {
    const method = operation.method === "GET" ? "get" : operation.method === "POST" ? "post" : "delete";
    router[method](operation.path, (request, response) => serve(world, operation, faults, request, response));
  }
  router.use((request, response) => {
    const message = `Unrecognized request URL (${request.method}: ${request.baseUrl}${request.path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code.`;
    send(response, { status: 404, body: errorBody(new ApiError(404, { type: "invalid_request_error", message })) });
  });
  return router;
}

async function serve(
  world: World,
  operation: Operation,
  faults: Faults,
  request: Request,
  response: Response,
): Promise<void> {
  const requestId = newId("req");
  const path = `${request.baseUrl}${request.path}`;
  const key = operation.method === "POST" ? request.get("idempotency-key") : undefined;
  response.set({ "request-id": requestId, ...(key === undefined ? {} : { "idempotency-key": key }) });
  try {
    checkRequest(operation, request, response);
    const form = readForm(request);
    const fault = faults.take(operation.method, path);
    if (fault === "drop_before") {
      request.socket.destroy();
      return;
    }
    failBefore(fault);
    const other = fault === null ? undefined : STRANGE_ANSWERS[fault];
    if (other !== undefined) {
      send(response, other);
      return;
    }
    const keyed = { method: operation.method, path, form, requestId };
    const replay = key === undefined ? null : findReplay(world, key, keyed);
    const answer =
      replay === null
        ? await execute(world, operation, faults, fault, { ...keyed, key }, request.params)
        : { status: replay.status ?? 500, body: replay.body };
    if (replay !== null) {
      response.set({ "idempotent-replayed": "true", "original-request": replay.requestId });
    }
    if (fault === "drop_after") {
      request.socket.destroy();
    } else if (fault !== "timeout_after") {
      send(response, answer);
    }
  } catch (error) {
    send(response, toAnswer(error));
  }
}

/** Does the work, and keeps the answer for the key once the work has begun. */
async function execute(
  world: World,
  operation: Operation,
  faults: Faults,
  fault: Fault["kind"] | null,
  keyed: { method: string; path: string; form: FormTree; requestId: string; key: string | undefined },
  path: Record<string, string>,
): Promise<Answer> {
  const { key = null } = keyed;
  const prepared = operation.prepare(world, keyed.form, path);
  const record = key === null ? null : beginKeyed(world, key, keyed);
  const answer =
    fault === "error_500_kept"
      ? { status: 500, body: errorBody(internalError()), executed: true }
      : run(world, { id: keyed.requestId, idempotency_key: key }, prepared);
  if (fault === "hold") {
    await faults.hold();
  }
  if (record !== null && key !== null) {
    if (answer.executed) Object.assign(record, { status: answer.status, body: answer.body });
    else forgetKey(world, key);
    world.changed();
  }
  return answer;
}

function checkRequest(operation: Operation, request: Request, response: Response): void {
  const kind = authenticate(request.headers);
  const version = request.get("stripe-version") ?? API_VERSION;
  if (!ACCEPTED_VERSIONS.includes(version)) {
    throw invalidRequest(
      `Invalid Stripe API version: ${version}. This simulator speaks ${ACCEPTED_VERSIONS.join(" and ")}.`,
    );
  }
  response.set("stripe-version", version);
  if (kind === "publishable" && !operation.publishable) {
    const message = "This API call cannot be made with a publishable API key. Please use a secret API key.";
    throw new ApiError(403, { type: "invalid_request_error", code: "secret_key_required", message }, false);
  }
}

function readForm(request: Request): FormTree {
  const query = request.originalUrl.split("?")[1] ?? "";
  if (request.method !== "POST") {
    return decodeForm(query);
  }
  const body = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
  if (body !== "" && !/^application\/x-www-form-urlencoded\b/.test(request.get("content-type") ?? "")) {
    const message =
      "Invalid request: the body must be sent as application/x-www-form-urlencoded, not as JSON or anything else.";
    throw invalidRequest(message);
  }
  return decodeForm(body);
}

const internalError = (): ApiError =>
  new ApiError(
    500,
    { type: "api_error", message: "An unknown error occurred. (Set by the simulator's control.)" },
    false,
  );

/** Answers that Stripe's API never gives: something stands between, or the documents are wrong. */
const STRANGE_ANSWERS: Partial<Record<Fault["kind"], Answer>> = {
  html_403: { status: 403, body: "<html><body>Blocked by the firewall.</body></html>" },
  html_200: { status: 200, body: "<html><body>Please sign in to this network.</body></html>" },
  wrong_body_200: { status: 200, body: JSON.stringify({ object: "something_else", id: "x_1" }) },
};

function failBefore(fault: string | null): void {
  if (fault === "unauthorized_401") {
    const message = "Invalid API Key provided: sk_test_****. (Set by the simulator's control.)";
    throw new ApiError(401, { type: "invalid_request_error", message }, false);
  }
  if (fault === "forbidden_403") {
    const message = "The provided key does not have the required permissions. (Set by the simulator's control.)";
    throw new ApiError(403, { type: "invalid_request_error", message }, false);
  }
  if (fault === "error_500") {
    throw internalError();
  }
  if (fault === "conflict_409") {
    const message =
      "There is currently another in-progress request using this Idempotent Key. (Set by the simulator's control.)";
    throw new ApiError(409, { type: "idempotency_error", code: "idempotency_key_in_use", message }, false);
  }
  if (fault === "rate_limit_429") {
    const message = "Request rate limit exceeded. (Set by the simulator's control.)";
    throw new ApiError(429, { type: "rate_limit_error", code: "rate_limit", message }, false);
  }
  if (fault === "lock_timeout_429") {
    const message = "This object cannot be accessed right now because another API request is currently accessing it.";
    throw new ApiError(429, { type: "invalid_request_error", code: "lock_timeout", message }, false);
  }
}

function run(
  world: World,
  origin: { id: string; idempotency_key: string | null },
  prepared: { run(): unknown; expand: string[] },
): Answer & { executed: boolean } {
  try {
    const body = world.during(origin, () => prepared.run());
    return { status: 200, body: JSON.stringify(expandBody(world, body, prepared.expand), null, 2), executed: true };
  } catch (error) {
    const executed = !(error instanceof ApiError) || error.executed;
    return { ...toAnswer(error), executed };
  }
}

function toAnswer(error: unknown): Answer {
  if (error instanceof ApiError) {
    return { status: error.status, body: errorBody(error) };
  }
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    status: 500,
    body: errorBody(new ApiError(500, { type: "api_error", message: `Simulator fault: ${message}` })),
  };
}

const errorBody = (error: ApiError): string => JSON.stringify({ error: error.body }, null, 2);

function send(response: Response, answer: Answer): void {
  if (!response.get("stripe-version")) {
    response.set("stripe-version", API_VERSION);
  }
  if (!response.get("request-id")) {
    response.set("request-id", newId("req"));
  }
  response.status(answer.status).set("content-type", "application/json").end(`${answer.body}\n`);
}
