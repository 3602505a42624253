import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { body: Buffer; signature: string; userAgent: string; event: { id: string; type: string } };

/** A webhook endpoint of the test's own. `answer` says what status it gives. */
export async function startReceiver() {
  const received: Received[] = [];
  const behaviour = { status: 200 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      received.push({
        body,
        signature: String(request.headers["stripe-signature"]),
        userAgent: String(request.headers["user-agent"]),
        event: JSON.parse(body.toString("utf8")),
      });
      response.writeHead(behaviour.status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    received,
    behaviour,
    types: () => received.map((one) => one.event.type),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
