import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import type { StorefrontEnvironment } from "../app/server/env.server";
import { limitRates } from "./rate-limits";

const ATTEMPTS = 3;
let server: Server;

beforeEach(async () => {
  const app = express();
  app.use(limitRates({ authAttemptsPerMinute: ATTEMPTS } as StorefrontEnvironment));
  app.use((_request, response) => void response.send("page"));
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  ["as it is", "/sign-in"],
  ["asked by a script", "/sign-in.data"],
  ["with a slash at the end", "/sign-in/"],
  ["with slashes, asked by a script", "/sign-in/_.data"],
  ["in capitals", "/Sign-In"],
  ["in percent signs", "/sign%2Din"],
  ["the page of mailed codes", "/not-me/"],
])("attempts to get in are few, however the address is written: %s", async (_how, path) => {
  const { port } = server.address() as AddressInfo;
  const statuses: number[] = [];
  for (let attempt = 0; attempt <= ATTEMPTS; attempt += 1) {
    statuses.push((await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST" })).status);
  }
  expect(statuses).toEqual([...Array.from({ length: ATTEMPTS }, () => 200), 429]);
});
