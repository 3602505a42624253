import { once } from "node:events";
import { createServer, request as httpRequest, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { answerFailure, refuseUnreadable } from "./requests";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

let server: Server;
let handled: number;

beforeAll(async () => {
  const app = express();
  app.use(refuseUnreadable());
  app.use("/broken", () => {
    throw new Error("at /home/shop/secret.ts");
  });
  app.use((request, response) => {
    handled += 1;
    request.resume();
    response.send("page");
  });
  app.use(answerFailure());
  server = createServer(app).listen(0, "127.0.0.1");
  await once(server, "listening");
});
beforeEach(() => {
  handled = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Answer = { readonly status: number; readonly text: string; readonly headers: NodeJS.Dict<string | string[]> };

function send(method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ host: "127.0.0.1", port, method, path, headers }, (answer) => {
      let text = "";
      answer.on("data", (part) => {
        text += part;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
    });
    sent.on("error", reject);
    // A body is announced and not sent: whoever is refused is refused before it.
    if (body === undefined && headers["content-length"] !== undefined) {
      sent.flushHeaders();
    } else {
      sent.end(body);
    }
  });
}

describe("a request that no page of the shop sends", () => {
  it.each([
    ["a form of a gigabyte", "POST", "/sign-in", { ...FORM, "content-length": "1000000000" }, 413],
    ["a form of unknown length", "POST", "/sign-in", { ...FORM, "transfer-encoding": "chunked" }, 411],
    ["JSON", "POST", "/cart", { "content-type": "application/json", "content-length": "2" }, 415],
    [
      "a form with files",
      "POST",
      "/cart",
      { "content-type": "multipart/form-data; boundary=x", "content-length": "2" },
      415,
    ],
    ["a body of no kind", "POST", "/cart", { "content-length": "2" }, 415],
    ["another method", "PUT", "/cart", FORM, 405],
    ["a method that no page can be asked by", "TRACE", "/cart", {}, 405],
    ["a host that is none", "GET", "/cart", { host: "not a host" }, 400],
    ["an address with a host of its own", "GET", "http://elsewhere.example/cart", {}, 400],
  ] as const)("is refused before anything reads it: %s", async (_what, method, path, headers, status) => {
    const answer = await send(method, path, headers as unknown as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(/^[A-Z][^<>]+\.$/);
    expect(handled).toBe(0);
  });

  it.each([
    ["a page", "GET", undefined],
    ["what a page is", "HEAD", undefined],
    ["a form", "POST", "email=a%40b.example"],
    ["a form without fields", "POST", ""],
  ])("is not %s", async (_what, method, body) => {
    const length = { "content-length": String(Buffer.byteLength(body ?? "")) };
    expect((await send(method, "/cart", method === "POST" ? { ...FORM, ...length } : {}, body ?? "")).status).toBe(200);
    expect(handled).toBe(1);
  });
});

describe("what nobody foresaw", () => {
  it("is answered in words, with a reference and without the place in the code", async () => {
    const log = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const { status, text } = await send("GET", "/broken", {});
    expect(status).toBe(500);
    expect(text).not.toMatch(/secret|\bat\b|</);
    expect(log).toHaveBeenCalledTimes(1);
    log.mockRestore();
  });

  it("is the sender's fault where the address cannot be read", async () => {
    const { status, text } = await send("GET", "/%E0%A4%A", {});
    expect([200, 400]).toContain(status);
    expect(text).not.toMatch(/URIError|node_modules/);
  });
});
