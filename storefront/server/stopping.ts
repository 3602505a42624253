import type { Server } from "node:http";

/** Longer than a page takes, shorter than what process managers wait before they kill. */
export const STOP_WITHIN_MS = 10_000;

/**
 * Takes no new visitors and ends when the last answer is out; whoever is still busy after `withinMs`, such as a sender who
 * stopped in the middle of a form, is cut off.
 */
export function stopServer(server: Server, withinMs = STOP_WITHIN_MS): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), withinMs);
    // Browsers keep their connection for the next page, which there is not.
    const close = setInterval(() => server.closeIdleConnections(), 100);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(close);
      resolve();
    });
  });
}
