import type { ErrorRequestHandler, RequestHandler } from "express";
import { logFailure } from "../app/server/errors.server";

/** A form of the shop has some kilobytes; whatever is larger would only fill the memory, since a form is read as a whole. */
const MOST_BYTES = 128 * 1024;
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST"]);
const FORM = "application/x-www-form-urlencoded";
const HOST = /^[\w.-]+(?::\d{1,5})?$|^\[[\da-f:.]+\](?::\d{1,5})?$/i;

type Refusal = { readonly status: number; readonly message: string };

/**
 * Refuses what no page of the shop sends, before anything reads it: other methods, bodies that are no form, too large or
 * of unknown length, and addresses that are none.
 */
export function refuseUnreadable(): RequestHandler {
  return (request, response, next) => {
    const refusal = refusalOf(request);
    if (refusal === null) {
      next();
      return;
    }
    if (refusal.status === 405) {
      response.set("Allow", [...METHODS].join(", "));
    }
    // The rest of the body is not waited for.
    response.set("Connection", "close").status(refusal.status).type("text/plain").send(refusal.message);
  };
}

function refusalOf(request: Parameters<RequestHandler>[0]): Refusal | null {
  if (!METHODS.has(request.method)) {
    return { status: 405, message: "The shop has pages and forms only." };
  }
  if (!HOST.test(request.get("host") ?? "") || !request.originalUrl.startsWith("/")) {
    return { status: 400, message: "This is no address of the shop." };
  }
  if (request.method !== "POST") {
    return null;
  }
  if (request.get("transfer-encoding") !== undefined) {
    return { status: 411, message: "Say how long the form is." };
  }
  if (Number(request.get("content-length") ?? 0) > MOST_BYTES) {
    return { status: 413, message: `The form is larger than ${MOST_BYTES / 1024} kB, which none of the shop's is.` };
  }
  return isForm(request) ? null : { status: 415, message: "Send what a form of the shop sends." };
}

/** A form without fields says what it is as well. */
function isForm(request: Parameters<RequestHandler>[0]): boolean {
  const [type = ""] = (request.get("content-type") ?? "").split(";");
  return type.trim().toLowerCase() === FORM;
}

/** The last word on what neither a page nor a file answered: in words, with what finds it in the log. */
export function answerFailure(): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status } = error as { readonly status?: unknown };
    if (typeof status === "number" && status >= 400 && status < 500) {
      response.status(status).type("text/plain").send("This address cannot be read.");
      return;
    }
    const reference: unknown = response.locals.reference;
    logFailure(typeof reference === "string" ? reference : "", error);
    const found = typeof reference === "string" ? ` If you tell us, name the reference ${reference}.` : "";
    response.status(500).type("text/plain").send(`Something went wrong on our side.${found}`);
  };
}
