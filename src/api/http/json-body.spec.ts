import { once } from "node:events";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type ErrorRequestHandler } from "express";
import { jsonBodies } from "./json-body";

const readJson = jsonBodies[0]?.middlewares?.[0] as unknown as express.RequestHandler;
const heard: string[] = [];
let server: Server;
let goOn: () => void;
let arrived: () => void;

beforeEach(async () => {
  heard.length = 0;
  const isToGoOn = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const app = express();
  // As a limit in the database does, which is asked before the body is read.
  app.use((_req, _res, next) => {
    arrived?.();
    void isToGoOn.then(() => next());
  });
  app.use(readJson);
  app.use((req, res) => {
    heard.push(`body ${JSON.stringify(req.body)}`);
    res.json({});
  });
  const onError: ErrorRequestHandler = (error, _req, res, _next) => {
    heard.push(`error ${error.message}`);
    res.status(500).end();
  };
  app.use(onError);
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function post(headers: Record<string, string | number>) {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: "127.0.0.1", method: "POST", headers });
  sent.on("error", () => undefined);
  return sent;
}

const JSON_TYPE = { "content-type": "application/json" };

test.each([
  ["before it is read", 100],
  ["whose length nobody knows", undefined],
])("a caller who leaves in the middle of a body %s is no error of ours", async (_what, length) => {
  const hasArrived = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const sent = post({ ...JSON_TYPE, ...(length === undefined ? {} : { "content-length": length }) });
  sent.write('{"lines":');
  await hasArrived;
  sent.destroy();
  await new Promise((resolve) => setTimeout(resolve, 50));
  goOn();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(heard).toEqual([]);
});

test("who stays is read", async () => {
  goOn();
  const sent = post(JSON_TYPE);
  const answered = once(sent, "response");
  sent.end('{"lines":[1]}');
  await answered;
  expect(heard).toEqual(['body {"lines":[1]}']);
});

test.each([
  ['{"lines":', 400],
  ["x", 400],
])("what is no JSON is answered: %s", async (text, status) => {
  goOn();
  const sent = post(JSON_TYPE);
  const answered = once(sent, "response");
  sent.end(text);
  const [response] = await answered;
  expect([response.statusCode, heard]).toEqual([status, []]);
});

test.each<[string, object, string, number, RegExp]>([
  ["too large", {}, JSON.stringify({ words: "x".repeat(200_000) }), 413, /larger than 100 kB/],
  ["in another character set", { "content-type": "application/json; charset=latin2" }, "{}", 415, /UTF-8/],
  ["packed in a way that nobody reads", { "content-encoding": "zstd" }, "{}", 415, /gzip or deflate/],
])("a body that is %s is refused in words", async (_what, headers, text, status, words) => {
  goOn();
  const sent = post({ ...JSON_TYPE, ...headers });
  const answered = once(sent, "response");
  sent.end(text);
  const [response] = await answered;
  let answer = "";
  for await (const part of response) {
    answer += part;
  }
  expect([response.statusCode, heard]).toEqual([status, []]);
  expect(JSON.parse(answer).message).toMatch(words);
});
