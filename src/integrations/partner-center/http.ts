import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { DEFAULT_RETRY_TUNING, DEFAULT_TIMEOUT_MS, type PartnerCenterConfig } from "./config";
import { type CallKind, methodOf, pathOf, type TokenKind, tokenOf } from "./contract";
import { errorFromBadBody, errorFromNoAnswer, errorFromResponse, PartnerCenterError } from "./errors";
import { createRetryPolicy } from "./retry";
import type { TokenSource } from "./tokens";

/** The ids of one logical operation. `requestId` makes a repeated write harmless at the vendor. */
export type CallIds = { readonly requestId: string; readonly correlationId?: string };

export type Call<S extends z.ZodType> = {
  /** Its row of the contract, which names its method, its path and its token. */
  readonly kind: CallKind;
  /** What stands in the path's places for ids, in their order. */
  readonly at?: readonly string[];
  readonly query?: Readonly<Record<string, string>>;
  /** A link of the vendor's that goes on where the last answer ended, in place of the path. */
  readonly link?: string;
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
  readonly tokens: Readonly<Record<TokenKind, TokenSource>>;
  readonly now: () => Date;
  /** Hears how every call ended, and of what kind it is: null when it was answered well. Must not throw. */
  readonly onEnd?: (error: PartnerCenterError | null, kind: CallKind) => Promise<void>;
};

const APPLICATION_NAME = "Seatline";

/** The user's sign-in was without a second factor: it is asked for on a share of the calls, and not on the next. */
const SECOND_FACTOR = "900421";

/** Links come as `/customers/...` or `/v1/customers/...`; webhooks have their own prefix. */
function normalisePath(path: string): string {
  const relative = path.replace(/^https?:\/\/[^/]+/i, "");
  return /^\/(v1|webhooks\/v1)\//.test(relative) ? relative : `/v1${relative}`;
}

/**
 * Sends calls with the token that their contract names. One call is repeated with the SAME request id where the list of
 * answers allows it (throttling, broken servers, silence, answers that cannot be read), and once more after a 401: with a
 * renewed token, or with the same one where a second factor was asked for. Throws PartnerCenterError.
 */
export function createHttp(config: PartnerCenterConfig, deps: HttpDeps): PartnerCenterHttp {
  const retry = createRetryPolicy({ ...DEFAULT_RETRY_TUNING, ...config.retry });
  const timeoutMs = config.timeoutMs ?? DEFAULT_TIMEOUT_MS;

  async function attempt<S extends z.ZodType>(
    call: Call<S>,
    ids: Required<CallIds>,
    token: string,
  ): Promise<Answer<z.output<S>>> {
    const method = methodOf(call.kind);
    const path = normalisePath(call.link ?? pathOf(call.kind, call.at ?? [], call.query ?? {}));
    const operation = `${method} ${path.split("?")[0]}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${config.apiBase}${path}`, {
        method,
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
    const source = deps.tokens[tokenOf(call.kind)];
    let token = await source.get();
    const tried = new Set<Cure>();
    for (;;) {
      try {
        return await attempt(call, ids, token);
      } catch (error) {
        const cure = cureOf(error);
        if (cure === null || tried.has(cure)) {
          throw error;
        }
        tried.add(cure);
        // The clock of the issuer decides, not ours: a token can be refused before we think it has expired.
        token = cure === "renew" ? await source.renew(token) : token;
      }
    }
  }

  async function heard<T>(kind: CallKind, call: () => Promise<T>): Promise<T> {
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
      if (call.ids === undefined && !/^(GET|HEAD) /.test(call.kind)) {
        throw new Error(`A write to Partner Center needs a request id: ${call.kind}`);
      }
      const requestId = call.ids?.requestId ?? randomUUID();
      const ids = { requestId, correlationId: call.ids?.correlationId ?? randomUUID() };
      return heard(call.kind, () => retry(() => withToken(call, ids)));
    },
  };
}

/** What may let a call through that was refused for its sign-in: it was not carried out, whatever it was. */
type Cure = "renew" | "again";

function cureOf(error: unknown): Cure | null {
  if (!(error instanceof PartnerCenterError) || error.status !== 401) {
    return null;
  }
  return error.code === SECOND_FACTOR ? "again" : "renew";
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
