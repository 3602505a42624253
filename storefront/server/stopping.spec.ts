import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { stopServer } from "./stopping";

const HEAD = "POST / HTTP/1.1\r\nHost: shop\r\nContent-Length: 100\r\n\r\n";
let server: Server;
let socket: Socket;
let answer: () => void;
let arrived: Promise<unknown>;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    answer = () => void response.end("done");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  socket.on("error", () => undefined);
  arrived = once(server, "request");
  await once(socket, "connect");
});

afterEach(() => {
  socket.destroy();
  server.close();
});

const told = async (text: string): Promise<void> => {
  socket.write(text);
  await arrived;
};

test("a sender who stops in the middle of a form is cut off, and the shop ends", async () => {
  await told(`${HEAD}half of it`);
  const from = performance.now();
  await stopServer(server, 100);
  expect(performance.now() - from).toBeGreaterThanOrEqual(95);
  expect(server.listening).toBe(false);
});

test("an answer under way still goes out, and nobody waits longer than for it", async () => {
  await told(HEAD + "x".repeat(100));
  const ended = stopServer(server, 60_000);
  const page = once(socket, "data");
  answer();
  expect(String((await page)[0])).toContain("done");
  const from = performance.now();
  await ended;
  expect(performance.now() - from).toBeLessThan(2_000);
});

test("a connection that says nothing is closed at once", async () => {
  await told("GET / HTTP/1.1\r\nHost: shop\r\n\r\n");
  const page = once(socket, "data");
  answer();
  await page;
  await stopServer(server, 60_000);
});

test("nobody new is let in", async () => {
  await told(`${HEAD}half of it`);
  const { port } = server.address() as AddressInfo;
  const ended = stopServer(server, 200);
  const late = connect(port, "127.0.0.1");
  const [error] = (await once(late, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toBe("ECONNREFUSED");
  await ended;
});
