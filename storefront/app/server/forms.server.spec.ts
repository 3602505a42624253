import { formFailure, withFieldProblems } from "./forms.server";
import { ApiError } from "./medusa.server";

describe("a form that was sent too often", () => {
  it("stands as it was, with the API's words above it, and says to programs how long to wait", async () => {
    const message = "Too many requests. Please wait 42 seconds and try again.";
    const values = { email: "ada@adatum.com" };
    const refused = await withFieldProblems(
      values,
      (field) => field,
      () => Promise.reject(new ApiError(429, "too_many_requests", message, [], {}, "42")),
    );
    if (refused.ok) {
      throw new Error("The refusal was taken for an answer.");
    }
    expect(refused.failure.problems).toEqual([{ field: "", message }]);
    const { data, init } = formFailure(refused.failure);
    expect(data).toEqual({ problems: [{ field: "", message }], values });
    expect(init?.status).toBe(429);
    expect(new Headers(init?.headers).get("retry-after")).toBe("42");
  });
});

it.each([
  ["must be a postal code", "Postal code must be a postal code."],
  ["holds a character that no text has; take it out", "Postal code holds a character that no text has; take it out."],
  ["The price has changed.", "The price has changed."],
])("what the API says of a field is a sentence: %s", async (message, sentence) => {
  const refused = await withFieldProblems(
    {},
    (field) => field,
    () => Promise.reject(new ApiError(400, "invalid_data", message, [{ field: "address.postal_code", message }], {})),
  );
  expect(refused).toMatchObject({ failure: { problems: [{ message: sentence }] } });
});
