import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";

/** What the partner's people and programs see of us: the admin's pages and all of the API. */
const GUARDED = /^\/(?:app|admin|store|auth|hooks|csp)(?:[/?]|$)/i;

/**
 * Nobody else's page shows ours in a frame, guesses what a file is, or learns the address of a page that holds an id. Only
 * frames are named: what the admin itself loads is Medusa's affair.
 */
const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "frame-ancestors 'self'",
  "x-frame-options": "SAMEORIGIN",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
};

let isListening = false;

/**
 * Sets headers where Node begins an answer: Medusa serves its admin past every middleware. Whoever sets one of them later
 * has the last word.
 */
export function setSecurityHeaders(): void {
  if (isListening) {
    return;
  }
  isListening = true;
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    if (GUARDED.test(request.url ?? "")) {
      for (const [name, value] of Object.entries(HEADERS)) {
        response.setHeader(name, value);
      }
    }
  });
}
