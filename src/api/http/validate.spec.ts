import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { InputError } from "../../processes/input-error";
import { postCompany, postQuote } from "../store/csp/validators";
import { validateBody } from "./validate";

function run(schema: Parameters<typeof validateBody>[0], body: unknown) {
  const req = { body } as MedusaRequest;
  try {
    validateBody(schema)(req, {} as MedusaResponse, () => undefined);
  } catch (error) {
    return { error, body: undefined };
  }
  return { error: undefined, body: req.validatedBody };
}

describe("body validation", () => {
  it("hands the parsed body on", () => {
    const body = { lines: [{ plan_id: " cplan_1 ", quantity: 3 }] };
    expect(run(postQuote, body)).toEqual({
      error: undefined,
      body: { lines: [{ plan_id: "cplan_1", quantity: 3 }] },
    });
  });

  it("names each wrong field once, nested and unknown ones too", () => {
    const { error } = run(postCompany, {
      legal_name: "",
      address: { country_code: "", planet: "earth" },
      tax_id: null,
    });
    expect(error).toBeInstanceOf(InputError);
    const fields = error instanceof InputError ? error.problems.map((problem) => problem.field) : [];
    expect(new Set(fields).size).toBe(fields.length);
    expect(fields).toEqual(expect.arrayContaining(["legal_name", "email", "address.line1", "address.planet"]));
  });

  it("refuses a body that is no object at all", () => {
    const { error } = run(postQuote, "text");
    expect(error).toMatchObject({ type: "invalid_data" });
  });
});
