import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";
import type { PartnerCenterAnswer } from "./answer-rows";
import { answerOfFailure, answerOfStatus, withoutCode } from "./answers";

/**
 * One failed call, with its row of the list of answers. `outcome` tells whether the vendor can have carried it out:
 * "rejected" is a definite no, "unknown" means that nothing tells what became of it.
 */
export class PartnerCenterError extends Error {
  readonly code: string;
  readonly status: number | null;
  readonly answer: PartnerCenterAnswer;
  readonly retryAfterMs: number | null;
  /** The vendor's own words; ours where it said nothing. */
  readonly said: string;

  constructor(input: {
    code: string;
    message: string;
    said?: string;
    status: number | null;
    answer: PartnerCenterAnswer;
    retryAfterMs?: number | null;
    cause?: unknown;
  }) {
    super(input.message, { cause: input.cause });
    this.name = "PartnerCenterError";
    this.code = input.code;
    this.status = input.status;
    this.answer = input.answer;
    this.retryAfterMs = input.retryAfterMs ?? null;
    this.said = input.said ?? input.message;
  }

  get outcome(): "rejected" | "unknown" {
    return this.answer.effect === "none" ? "rejected" : "unknown";
  }

  /** The vendor itself refused it, with a code of its own that is about the request or the customer: it was let through. */
  get wasLetThrough(): boolean {
    const { code, fault } = this.answer;
    return code !== null && this.status !== null && this.status < 500 && fault !== "set_up" && fault !== "later";
  }

  /** Worth repeating at once, with the same request id. */
  get retryable(): boolean {
    return this.answer.repeat === "same_key";
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
  const { status } = input;
  const { code, text } = readErrorBody(input.body);
  const shown = code ?? `http_${status}`;
  return new PartnerCenterError({
    code: shown,
    status,
    message: `Partner Center answered ${status} (code ${shown}) to ${input.operation}: ${text}`,
    said: text,
    answer: answerOfStatus(status, code),
    retryAfterMs: parseRetryAfter(input.retryAfter, input.now),
  });
}

function readErrorBody(body: string): { code: string | null; text: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { code: null, text: body.trim() === "" ? "no body" : "a body that is not JSON" };
  }
  const parsed = errorBodySchema.safeParse(json);
  if (!parsed.success) {
    return { code: null, text: "a body of unknown shape" };
  }
  const e = parsed.data;
  const code = e.code ?? e.error;
  const text = e.description ?? e.error_description ?? e.message ?? "no description";
  return { code: code === undefined ? null : String(code), text: text.slice(0, 1024) };
}

/** No answer at all: the connection broke or the time was up. */
export function errorFromNoAnswer(operation: string, cause: unknown): PartnerCenterError {
  const answer = answerOfFailure(cause);
  const timedOut = answer === withoutCode("timeout");
  return new PartnerCenterError({
    code: timedOut ? "timeout" : "network",
    status: null,
    message: timedOut
      ? `Partner Center did not answer ${operation} in time`
      : `The connection to Partner Center broke during ${operation}: ${answer.answer}`,
    answer,
    cause,
  });
}

/** A success that does not say what it should: what became of the request cannot be told. */
export function errorFromBadBody(operation: string, text: string, cause: unknown): PartnerCenterError {
  const unreadable = cause instanceof z.ZodError ? "wrongBody" : /^\s*[[{]/.test(text) ? "cutJson" : "notJson";
  const kind = text.trim() === "" ? "empty" : unreadable;
  const detail = cause instanceof z.ZodError ? inOneLine(fieldProblems(cause, { whole: "answer" })) : String(cause);
  return badShape(`Partner Center's answer to ${operation} cannot be read: ${detail}`, withoutCode(kind), cause);
}

/** An answer of a status that this call never has. */
export function errorFromOddAnswer(operation: string, status: number): PartnerCenterError {
  return badShape(`Partner Center answered ${operation} with an odd ${status}`, withoutCode("odd"), undefined);
}

function badShape(message: string, answer: PartnerCenterAnswer, cause: unknown): PartnerCenterError {
  return new PartnerCenterError({ code: "bad_shape", status: null, message, answer, cause });
}

export const isPartnerCenterError = (error: unknown): error is PartnerCenterError =>
  error instanceof PartnerCenterError;
