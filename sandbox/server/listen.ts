import type { Server } from "node:http";
import type { Express } from "express";

/** Serves an app on the loopback addresses (IPv4 and IPv6, since "localhost" may mean either). */
export async function listen(app: Express, port: number): Promise<() => Promise<void>> {
  const servers = [await open(app, port, "127.0.0.1"), await open(app, port, "::1").catch(() => undefined)];
  return async () => {
    await Promise.all(servers.map((server) => server && close(server)));
  };
}

function open(app: Express, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, () => resolve(server));
    server.once("error", reject);
  });
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
