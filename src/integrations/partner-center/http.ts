import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { DEFAULT_RETRY_TUNING, DEFAULT_TIMEOUT_MS, type PartnerCenterConfig } from "./config";
import { errorFromBadBody, errorFromNoAnswer, errorFromResponse, PartnerCenterError } from "./errors";
import { createRetryPolicy } from "./retry";
import type { TokenSource } from "./tokens";

/** The ids of one logical operation. `requestId` makes a repeated write harmless at the vendor. */
export type CallIds = { readonly requestId: string; readonly correlationId?: string };

export type Call<S extends z.ZodType> = {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "HEAD";
  /** Relative to the API base, with its query. Links of the vendor come with and without `/v1`. */
  readonly path: string;
  readonly schema: S;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Required for writes. A read gets a fresh id when left out. */
  readonly ids?: CallIds;
  /** Status codes that are an answer and not an error, for calls that answer by status alone. */
  readonly accept?: readonly number[];
};

export type Answer<T> = { readonly status: number; readonly headers: Headers; readonly body: T };

export type PartnerCenterHttp = {
  send<S extends z.ZodType>(call: Call<S>): Promise<Answer<z.output<S>>>;
};

export type HttpDeps = {
  readonly tokens: TokenSource;
  readonly now: () => Date;
  /** Hears how every call ended, and of what kind it is: null when it was answered well. Must not throw. */
  readonly onEnd?: (error: PartnerCenterError | null, kind: string) => Promise<void>;
};

/**
 * Calls of one kind, which one right or one rule of a firewall lets through or not: the method and the path without its
 * query and its ids, `POST /customers/:id/carts`.
 */
export function callKind(method: string, path: string): string {
  const [plain = ""] = normalisePath(path)
    .replace(/^\/v1(?=\/)/, "")
    .split("?");
  const segments = plain.split("/").map((part) => (/[\d.]/.test(part) && !/^v\d+$/.test(part) ? ":id" : part));
  return `${method} ${segments.join("/")}`;
}

const APPLICATION_NAME = "Seatline";

/** Links come as `/customers/...` or `/v1/customers/...`; webhooks have their own prefix. */
export function normalisePath(path: string): string {
  const relative = path.replace(/^https?:\/\/[^/]+/i, "");
  return /^\/(v1|webhooks\/v1)\//.test(relative) ? relative : `/v1${relative}`;
}

/**
 * Sends calls with the partner's token. One call is repeated with the SAME request id where the list of answers
 * allows it (throttling, broken servers, silence, answers that cannot be read), and once more after renewing the token on 401. Throws PartnerCenterError.
 */
export function createHttp(config: PartnerCenterConfig, deps: HttpDeps): PartnerCenterHttp {
  const retry = createRetryPolicy({ ...DEFAULT_RETRY_TUNING, ...config.retry });
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  async function attempt<S extends z.ZodType>(
    call: Call<S>,
    ids: Required<CallIds>,
    token: string,
  ): Promise<Answer<z.output<S>>> {
    const operation = `${call.method} ${call.path.split("?")[0]}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${config.apiBase}${normalisePath(call.path)}`, {
        method: call.method,
        signal: AbortSignal.timeout(timeoutMs),
        redirect: "error",
        headers: requestHeaders(call, ids, token),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      text = await response.text();
    } catch (cause) {
      throw errorFromNoAnswer(operation, cause);
    }
    if (!response.ok && !(call.accept ?? []).includes(response.status)) {
      throw errorFromResponse({
        status: response.status,
        body: text,
        retryAfter: response.headers.get("retry-after"),
        operation,
        now: deps.now(),
      });
    }
    return { status: response.status, headers: response.headers, body: readBody(call.schema, text, operation) };
  }

  async function withToken<S extends z.ZodType>(call: Call<S>, ids: Required<CallIds>) {
    const token = await deps.tokens.get();
    try {
      return await attempt(call, ids, token);
    } catch (error) {
      if (!(error instanceof PartnerCenterError) || error.status !== 401) {
        throw error;
      }
      // The clock of the issuer decides, not ours: a token can be refused before we think it has expired.
      return await attempt(call, ids, await deps.tokens.renew(token));
    }
  }

  async function heard<T>(kind: string, call: () => Promise<T>): Promise<T> {
    try {
      const answer = await call();
      await deps.onEnd?.(null, kind);
      return answer;
    } catch (error) {
      if (error instanceof PartnerCenterError) {
        await deps.onEnd?.(error, kind);
      }
      throw error;
    }
  }

  return {
    send(call) {
      if (call.ids === undefined && call.method !== "GET" && call.method !== "HEAD") {
        throw new Error(`A write to Partner Center needs a request id: ${call.method} ${call.path}`);
      }
      const requestId = call.ids?.requestId ?? randomUUID();
      const ids = { requestId, correlationId: call.ids?.correlationId ?? randomUUID() };
      return heard(callKind(call.method, call.path), () => retry(() => withToken(call, ids)));
    },
  };
}

function requestHeaders<S extends z.ZodType>(call: Call<S>, ids: Required<CallIds>, token: string): Headers {
  const headers = new Headers({
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "ms-requestid": ids.requestId,
    "ms-correlationid": ids.correlationId,
    "ms-contract-version": "v1",
    "ms-partnercenter-application": APPLICATION_NAME,
    "x-locale": "en-US",
    ...call.headers,
  });
  if (call.body !== undefined) {
    headers.set("content-type", "application/json");
  }
  return headers;
}

function readBody<S extends z.ZodType>(schema: S, text: string, operation: string): z.output<S> {
  let json: unknown;
  try {
    json = text.trim() === "" ? undefined : JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw errorFromBadBody(operation, text, cause);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw errorFromBadBody(operation, text, parsed.error);
  }
  return parsed.data;
}
