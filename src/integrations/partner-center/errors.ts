import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";

/**
 * One failed call. `outcome` tells whether the vendor can have carried it out: "rejected" is a definite no, "unknown"
 * means that no answer arrived (timeout, cut socket) or that the server broke while answering (5xx).
 */
export class PartnerCenterError extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly retryable: boolean;
  readonly outcome: "rejected" | "unknown";
  readonly retryAfterMs: number | null;

  constructor(input: {
    code: string;
    message: string;
    status: number | null;
    retryable: boolean;
    outcome: "rejected" | "unknown";
    retryAfterMs?: number | null;
    cause?: unknown;
  }) {
    super(input.message, { cause: input.cause });
    this.name = "PartnerCenterError";
    this.code = input.code;
    this.status = input.status;
    this.retryable = input.retryable;
    this.outcome = input.outcome;
    this.retryAfterMs = input.retryAfterMs ?? null;
  }
}

/**
 * Three shapes are in use: the classic one (code as text, `description`), the newer one (numeric code, `message`,
 * `errorName`) and the throttle's (`statusCode`, `message`). Token errors have a fourth (`error`, `error_description`).
 */
const errorBodySchema = z
  .object({
    code: z.union([z.string(), z.number()]).optional(),
    statusCode: z.number().optional(),
    error: z.string().optional(),
    description: z.string().nullish(),
    error_description: z.string().nullish(),
    message: z.string().nullish(),
  })
  .loose();

/** Seconds or an HTTP date, as milliseconds from `now`; null when absent or unreadable. */
export function parseRetryAfter(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === "") {
    return null;
  }
  if (/^\d+$/.test(header.trim())) {
    return Number(header.trim()) * 1000;
  }
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now.getTime());
}

/** Turns a non-2xx answer into an error. Bodies may be JSON of several shapes, HTML, or empty. */
export function errorFromResponse(input: {
  status: number;
  body: string;
  retryAfter: string | null;
  operation: string;
  now: Date;
}): PartnerCenterError {
  const { code, text } = readErrorBody(input.body, input.status);
  const serverBroke = input.status >= 500;
  return new PartnerCenterError({
    code,
    status: input.status,
    message: `Partner Center answered ${input.status} (code ${code}) to ${input.operation}: ${text}`,
    retryable: serverBroke || input.status === 429 || input.status === 408,
    outcome: serverBroke || input.status === 408 ? "unknown" : "rejected",
    retryAfterMs: parseRetryAfter(input.retryAfter, input.now),
  });
}

function readErrorBody(body: string, status: number): { code: string; text: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { code: `http_${status}`, text: body.trim() === "" ? "no body" : "a body that is not JSON" };
  }
  const parsed = errorBodySchema.safeParse(json);
  if (!parsed.success) {
    return { code: `http_${status}`, text: "a body of unknown shape" };
  }
  const e = parsed.data;
  const code = e.code ?? e.error ?? (e.statusCode === undefined ? `http_${status}` : `http_${e.statusCode}`);
  const text = e.description ?? e.error_description ?? e.message ?? "no description";
  return { code: String(code), text: text.slice(0, 1024) };
}

/** No answer at all: the connection broke or the time was up. Whether it happened there is unknown. */
export function errorFromNoAnswer(operation: string, cause: unknown): PartnerCenterError {
  const timedOut = cause instanceof Error && (cause.name === "TimeoutError" || cause.name === "AbortError");
  return new PartnerCenterError({
    code: timedOut ? "timeout" : "network",
    status: null,
    message: timedOut
      ? `Partner Center did not answer ${operation} in time`
      : `The connection to Partner Center broke during ${operation}`,
    retryable: true,
    outcome: "unknown",
    cause,
  });
}

/** An answer that does not have the documented shape. It was answered, but what it did cannot be told. */
export function errorFromBadShape(operation: string, cause: unknown): PartnerCenterError {
  const detail = cause instanceof z.ZodError ? inOneLine(fieldProblems(cause, { whole: "answer" })) : String(cause);
  return new PartnerCenterError({
    code: "bad_shape",
    status: null,
    message: `Partner Center's answer to ${operation} cannot be read: ${detail}`,
    retryable: false,
    outcome: "unknown",
    cause,
  });
}

export const isPartnerCenterError = (error: unknown): error is PartnerCenterError =>
  error instanceof PartnerCenterError;
