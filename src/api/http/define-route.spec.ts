import fs from "node:fs";
import path from "node:path";
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import Stripe from "stripe";
import { InputError } from "../../errors/input-error";
import { UnavailableError } from "../../errors/unavailable-error";
import { StripeUnavailableError } from "../../integrations/stripe";
import { route } from "./define-route";

async function call(thrown: unknown, headersSent = false) {
  const next = jest.fn();
  const sent: { status?: number; body?: unknown } = {};
  const res = {
    headersSent,
    status: (status: number) => {
      sent.status = status;
      return { json: (body: unknown) => Object.assign(sent, { body }) };
    },
  };
  const req = { scope: { resolve: () => ({ info: () => undefined, error: () => undefined }) } };
  const handle = route(async () => {
    throw thrown;
  });
  await handle(req as unknown as MedusaRequest, res as unknown as MedusaResponse, next);
  return { sent, handedOn: next.mock.calls.map(([error]: unknown[]) => error) };
}

const silence = new StripeUnavailableError(
  "charge",
  new Stripe.errors.StripeConnectionError({ message: "no answer", type: "api_error" }),
);

describe("a route of ours", () => {
  it("answers what it foresees itself, whatever handler the host has", async () => {
    const wrong = await call(new InputError([{ field: "quantity", message: "must be at least 1" }]));
    expect(wrong.sent).toEqual({
      status: 400,
      body: {
        type: "invalid_data",
        message: "quantity: must be at least 1",
        errors: [{ field: "quantity", message: "must be at least 1" }],
      },
    });
    expect((await call(new UnavailableError("Microsoft is silent."))).sent).toEqual({
      status: 503,
      body: { type: "unavailable", message: "Microsoft is silent." },
    });
    expect((await call(silence)).sent.status).toBe(503);
    const missing = await call(new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such invoice."));
    expect(missing.sent).toMatchObject({ status: 404, body: { message: "There is no such invoice." } });
    expect([...wrong.handedOn, ...missing.handedOn]).toEqual([]);
  });

  it.each([
    [MedusaError.Types.NOT_ALLOWED, 400],
    [MedusaError.Types.INVALID_DATA, 400],
    [MedusaError.Types.NOT_FOUND, 404],
    [MedusaError.Types.CONFLICT, 409],
  ])("answers %s in our own words", async (type, status) => {
    const message = "This cart is being paid in another window.";
    const answered = { status, body: expect.objectContaining({ type, message }) };
    expect((await call(new MedusaError(type, message))).sent).toEqual(answered);
    // As a workflow hands it on.
    const { name, stack } = new MedusaError(type, message);
    expect((await call({ name, stack, type, message, __isMedusaError: true })).sent).toEqual(answered);
  });

  it("answers no words of ours to a conflict once the answer has begun", async () => {
    const conflict = new MedusaError(MedusaError.Types.CONFLICT, "taken over");
    expect(await call(conflict, true)).toEqual({ sent: {}, handedOn: [conflict] });
  });

  it("hands on what nobody foresaw, and anything once the answer has begun", async () => {
    const fault = new Error("out of memory");
    expect(await call(fault)).toEqual({ sent: {}, handedOn: [fault] });
    const late = new MedusaError(MedusaError.Types.NOT_FOUND, "gone");
    expect(await call(late, true)).toEqual({ sent: {}, handedOn: [late] });
  });

  it("is what every route file makes", () => {
    const files = fs
      .readdirSync("src/api", { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "route.ts")
      .map((file) => path.join("src/api", file));
    expect(files.length).toBeGreaterThan(50);
    const bare = files.filter((file) => {
      const handlers = fs.readFileSync(file, "utf8").match(/^export .*\b(GET|POST|PUT|PATCH|DELETE)\b.*$/gm) ?? [];
      return handlers.length === 0 || handlers.some((line) => !/^export const \w+ = route\(/.test(line));
    });
    expect(bare).toEqual([]);
  });
});
