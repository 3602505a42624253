import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How long requests under way may take once the process was told to stop. */
const AFTER_STOP_MS = 10_000;
/** Medusa's own areas, ours within them: a silent caller of any of them holds up the stop. */
const AREAS = /^\/(?:store|admin|auth|hooks)(?:[/?]|$)/i;

const open = new Set<Socket>();
let isListening = false;

/**
 * Keeps requests to the API from holding up the stop of the whole process: Medusa waits for the last one without a
 * limit, and a caller who falls silent in the middle of a body decides how long that is. Bodies are read before any
 * middleware is asked, so requests are counted where Node begins them.
 */
export function endRequestsWhenStopping(): void {
  if (isListening) {
    return;
  }
  isListening = true;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (AREAS.test(request.url ?? "")) {
      open.add(request.socket);
      response.once("close", () => open.delete(request.socket));
    }
  });
  process.once("SIGTERM", () => setTimeout(endAll, AFTER_STOP_MS));
}

function endAll(): void {
  for (const socket of open) {
    socket.destroy();
  }
}
