import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { postQuote } from "../store/csp/quotes/validators";
import { postCompany } from "../store/csp/validators";
import { validateBody } from "./validate";

function run(schema: Parameters<typeof validateBody>[0], body: unknown) {
  const req = { body } as MedusaRequest;
  const next = jest.fn();
  const answer = { status: 0, body: { errors: [] as { field: string }[] } };
  const res = {
    status: (code: number) => {
      answer.status = code;
      return { json: (sent: typeof answer.body) => Object.assign(answer, { body: sent }) };
    },
  };
  validateBody(schema)(req, res as unknown as MedusaResponse, next);
  return { answer, next, body: req.validatedBody };
}

describe("body validation", () => {
  it("hands the parsed body on", () => {
    const body = { lines: [{ plan_id: " cplan_1 ", quantity: 3 }] };
    const { answer, next, body: parsed } = run(postQuote, body);
    expect(parsed).toEqual({ lines: [{ plan_id: "cplan_1", quantity: 3 }] });
    expect(next.mock.calls).toEqual([[]]);
    expect(answer.status).toBe(0);
  });

  it("answers each wrong field once, nested and unknown ones too, and asks no handler of the host", () => {
    const { answer, next } = run(postCompany, {
      legal_name: "",
      address: { country_code: "", planet: "earth" },
      tax_id: null,
    });
    expect(answer).toMatchObject({ status: 400, body: { type: "invalid_data" } });
    expect(next).not.toHaveBeenCalled();
    const fields = answer.body.errors.map((problem) => problem.field);
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).toEqual(expect.arrayContaining(["legal_name", "email", "address.line1", "address.planet"]));
  });

  it("refuses a body that is no object at all", () => {
    expect(run(postQuote, "text").answer).toMatchObject({ status: 400, body: { type: "invalid_data" } });
  });
});
