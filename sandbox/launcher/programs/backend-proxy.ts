import http from "node:http";
import type { RequestHandler, Response } from "express";
import type { BackendState } from "../dev/gateway";

/**
 * Hands requests on to Medusa. While Medusa starts they wait, so that after a change the next answer comes from the new
 * code; while it is down they are answered with the reason. The launcher says which by message.
 */
export function backendProxy(port: number): RequestHandler {
  let state: BackendState = { backend: "starting" };
  const waiting = new Set<() => void>();
  process.on("message", (message: BackendState) => {
    state = message;
    if (state.backend !== "starting") {
      for (const goOn of waiting) {
        goOn();
      }
      waiting.clear();
    }
  });
  process.on("disconnect", () => process.exit(0));
  return async (request, response) => {
    if (state.backend === "starting") {
      await new Promise<void>((resolve) => waiting.add(resolve));
    }
    if (request.socket.destroyed) {
      return;
    }
    if (state.backend === "down") {
      refuse(response, state.reason);
      return;
    }
    // No connection is kept: one to a Medusa that has since been stopped would fail the next request.
    const { method, originalUrl, headers } = request;
    const options = { host: "127.0.0.1", port, path: originalUrl, method, headers, agent: false };
    const onward = http.request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", (error) => refuse(response, error.message));
    response.once("close", () => onward.destroy());
    request.pipe(onward);
  };
}

function refuse(response: Response, reason: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.status(502).type("text/plain").send(`Medusa is not up.\n\n${reason}\n`);
}
