import { z } from "zod";
import { type FieldProblem, fieldProblem } from "../../../src/api/store/csp/document";

const TIMEOUT_MS = 15_000;

/** What a header can hold of a token or a key. */
const IN_HEADER = /^[\x21-\x7e]*$/;
/** A part of a path that means another place than what it stands in. */
const ELSEWHERE = /\/\.{1,2}(?:[/?#]|$)/;

export type { FieldProblem };

/** An answer of the API that is not a success, with what it says about single fields. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly problems: readonly FieldProblem[],
    /** The whole answer, for the few errors that carry more (a changed quote). */
    readonly body: unknown,
    /** Of an answer of 429: after how many seconds to ask again, as the API says it. */
    readonly retryAfter: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

/** The API cannot be reached, takes too long, or answers with something we do not understand. */
export class BackendUnavailableError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "BackendUnavailableError";
  }
}

const errorSchema = z.object({
  type: z.string().optional(),
  message: z.string().optional(),
  errors: z.array(fieldProblem).optional(),
});

/** `key`: the request is carried out once under it, however often it is sent; empty: each time. */
type Call<T> = { schema: z.ZodType<T>; body?: unknown; token?: string; key?: string };

export type MedusaClient = {
  get<T>(path: string, schema: z.ZodType<T>, token?: string): Promise<T>;
  post<T>(path: string, call: Call<T>): Promise<T>;
  /** A request whose answer says nothing. */
  send(path: string, body: unknown): Promise<void>;
  delete<T>(path: string, schema: z.ZodType<T>): Promise<T>;
  /** A raw download; the caller passes the body on. */
  download(path: string): Promise<Response>;
};

export type MedusaClientOptions = Readonly<{
  baseUrl: string;
  publishableKey: string;
  /** The visitor's token at the moment of the call, or null. */
  token: () => string | null;
  visitorAddress: string;
  /** Names the request in the API's logs too; empty = the API makes a name of its own. */
  reference: string;
  signal: AbortSignal;
}>;

/**
 * A client of the store API for one request. It keeps no state of its own, so nothing of one visitor can reach another.
 * Throws `ApiError` for answers of 4xx and `BackendUnavailableError` for everything that is our side's fault.
 */
export function createMedusaClient(options: MedusaClientOptions): MedusaClient {
  async function send(method: string, path: string, body: unknown, token: string | null, key = ""): Promise<Response> {
    const refusal = refusalOf(path, token, key);
    if (refusal !== null) {
      throw refusal;
    }
    const headers: Record<string, string> = { "x-publishable-api-key": options.publishableKey };
    if (token !== null) {
      headers.authorization = `Bearer ${token}`;
    }
    if (options.visitorAddress !== "") {
      headers["x-forwarded-for"] = options.visitorAddress;
    }
    if (options.reference !== "") {
      headers["x-request-id"] = options.reference;
    }
    if (key !== "") {
      headers["idempotency-key"] = key;
    }
    if (body !== undefined) {
      headers["content-type"] = "application/json";
    }
    let response: Response;
    try {
      response = await fetch(`${options.baseUrl}${path}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), options.signal]),
      });
    } catch (error) {
      throw new BackendUnavailableError(`${method} ${path}: no answer`, { cause: error });
    }
    if (response.ok) {
      return response;
    }
    throw await toError(`${method} ${path}`, response);
  }

  async function parsed<T>(label: string, response: Response, schema: z.ZodType<T>): Promise<T> {
    const answer: unknown = await response.json().catch(() => null);
    const result = schema.safeParse(answer);
    if (result.success) {
      return result.data;
    }
    // While a newer API is rolled out it may say more than this shop knows. What is missing or different is an error.
    if (result.error.issues.every((issue) => issue.code === "unrecognized_keys")) {
      return answer as T;
    }
    throw new BackendUnavailableError(`${label}: unexpected answer: ${z.prettifyError(result.error)}`);
  }

  return {
    async get(path, schema, token) {
      return parsed(`GET ${path}`, await send("GET", path, undefined, token ?? options.token()), schema);
    },
    async post(path, call) {
      const token = call.token ?? options.token();
      return parsed(`POST ${path}`, await send("POST", path, call.body ?? {}, token, call.key), call.schema);
    },
    async send(path, body) {
      const response = await send("POST", path, body, options.token());
      // The body says nothing, unless it is the page of somebody in between.
      if ((await response.text()).startsWith("<")) {
        throw new BackendUnavailableError(`POST ${path}: answered with a page`);
      }
    },
    async delete(path, schema) {
      return parsed(`DELETE ${path}`, await send("DELETE", path, undefined, options.token()), schema);
    },
    download(path) {
      return send("GET", path, undefined, options.token());
    },
  };
}

/** What the API could only refuse, were it asked: nobody is told then that the shop is down. */
function refusalOf(path: string, token: string | null, key: string): ApiError | null {
  if (ELSEWHERE.test(path)) {
    return new ApiError(404, "not_found", "There is nothing at this address.", [], null);
  }
  if (!IN_HEADER.test(token ?? "")) {
    return new ApiError(401, "unauthorized", "This link is not whole.", [], null);
  }
  return IN_HEADER.test(key) ? null : new ApiError(400, "invalid_data", "Open the page again.", [], null);
}

async function toError(label: string, response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (response.status >= 500) {
    return new BackendUnavailableError(`${label}: answered ${response.status}`);
  }
  const said = errorSchema.safeParse(body);
  const { type = "error", message = "The request was refused.", errors = [] } = said.success ? said.data : {};
  return new ApiError(response.status, type, message, errors, body, response.headers.get("retry-after"));
}
