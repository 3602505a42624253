import type { Response } from "express";
import type { Reply } from "./route";

export function send(response: Response, reply: Reply): void {
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    response.setHeader(name, value);
  }
  if (reply.contentType) {
    response.setHeader("Content-Type", reply.contentType);
  }
  if (reply.bytes !== undefined) {
    response.end(reply.bytes);
  } else if (reply.text !== undefined) {
    response.end(reply.text);
  } else if (reply.body === undefined) {
    response.end();
  } else {
    response.json(reply.body);
  }
}
