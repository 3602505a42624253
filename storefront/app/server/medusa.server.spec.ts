import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { ApiError, BackendUnavailableError, createMedusaClient } from "./medusa.server";

type Answer = { status: number; body: string };

let server: Server;
let answer: Answer;
let seen: IncomingMessage["headers"];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen = request.headers;
    response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

function client(token: string | null = null) {
  const { port } = server.address() as AddressInfo;
  return createMedusaClient({
    baseUrl: `http://localhost:${port}`,
    publishableKey: "pk_1",
    token: () => token,
    visitorAddress: "203.0.113.7",
    reference: "ab12cd34ef56",
    signal: new AbortController().signal,
  });
}

const schema = z.object({ ok: z.literal(true) });

describe("the API client", () => {
  it("sends key, token and the visitor's address, and parses the answer", async () => {
    answer = { status: 200, body: '{"ok":true}' };
    await expect(client("jwt").get("/x", schema)).resolves.toEqual({ ok: true });
    expect(seen).toMatchObject({
      "x-publishable-api-key": "pk_1",
      authorization: "Bearer jwt",
      "x-forwarded-for": "203.0.113.7",
    });
  });

  it("bears fields it does not know, in a newer API's answer, and not the lack of one it needs", async () => {
    const strict = z.strictObject({ line: z.strictObject({ net: z.string() }) });
    answer = { status: 200, body: '{"line":{"net":"1.00","note":null},"more":1}' };
    await expect(client().get("/x", strict)).resolves.toMatchObject({ line: { net: "1.00" } });
    answer = { status: 200, body: '{"line":{"note":null},"more":1}' };
    await expect(client().get("/x", strict)).rejects.toThrow(/unexpected answer.*line.net/s);
  });

  it("sends no token for a visitor who is not signed in", async () => {
    answer = { status: 200, body: '{"ok":true}' };
    await client().get("/x", schema);
    expect(seen.authorization).toBeUndefined();
  });

  it("hands on what a refusal says about single fields", async () => {
    const problems = [{ field: "address.postal_code", message: "Enter a postal code." }];
    answer = { status: 400, body: JSON.stringify({ type: "invalid_data", message: "No", errors: problems }) };
    const error = await client()
      .post("/x", { schema, body: {} })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 400, type: "invalid_data", problems });
  });

  it.each([
    ["an error of the server", { status: 500, body: '{"message":"boom"}' }],
    ["an answer of another shape", { status: 200, body: '{"ok":"yes"}' }],
    ["an answer that is no JSON", { status: 200, body: "<html>" }],
  ])("calls %s unavailable", async (_name, given) => {
    answer = given;
    await expect(client().get("/x", schema)).rejects.toThrow(BackendUnavailableError);
  });

  it("calls a server that is not there unavailable", async () => {
    const nowhere = createMedusaClient({
      baseUrl: "http://localhost:1",
      publishableKey: "pk_1",
      token: () => null,
      visitorAddress: "",
      reference: "",
      signal: new AbortController().signal,
    });
    await expect(nowhere.get("/x", schema)).rejects.toThrow(BackendUnavailableError);
  });

  it.each(["/store/csp/offers/.", "/store/csp/checkouts/../return", "/store/csp/carts/c/lines/..?x=1"])(
    "does not leave the path that a visitor's id stands in: %s",
    async (path) => {
      answer = { status: 200, body: '{"ok":true}' };
      seen = {};
      await expect(client().get(path, schema)).rejects.toMatchObject({ status: 404 });
      expect(seen).toEqual({});
    },
  );

  it("says that a token or a key is wrong which no header can hold, and not that the shop is down", async () => {
    answer = { status: 200, body: '{"ok":true}' };
    await expect(client("\u20ac").get("/x", schema)).rejects.toMatchObject({ status: 401 });
    await expect(client("a\nb").get("/x", schema)).rejects.toMatchObject({ status: 401 });
    await expect(client().post("/x", { schema, key: "\u20ac" })).rejects.toMatchObject({ status: 400 });
  });
});
