import { z } from "zod";
import { fieldProblems, inOneLine } from "./field-problems";

const order = z.strictObject({
  lines: z.array(z.strictObject({ quantity: z.int().min(1, "must be at least 1").max(9, "must be at most 9") })),
  email: z.email("must be an address").min(9, "must be longer"),
});

function problems(input: unknown, wording?: Parameters<typeof fieldProblems>[1]) {
  const { error } = order.safeParse(input);
  return error ? fieldProblems(error, wording) : [];
}

test("names each wrong field by its path", () => {
  expect(problems({ lines: [{ quantity: 2 }, { quantity: 0 }], email: "me@example.com" })).toEqual([
    { field: "lines.1.quantity", message: "must be at least 1" },
  ]);
});

test("says one thing about a field at a time", () => {
  expect(problems({ lines: [], email: "x" })).toEqual([{ field: "email", message: "must be an address" }]);
});

test("names unknown keys where they stand, in the words of the place", () => {
  const input = { lines: [{ quantity: 1, colour: "red" }], email: "me@example.com", planet: "earth" };
  expect(problems(input)).toEqual([
    { field: "lines.0.colour", message: "is not known here; leave it out" },
    { field: "planet", message: "is not known here; leave it out" },
  ]);
  expect(problems(input, { unknownKey: "is no setting" })[1]).toEqual({ field: "planet", message: "is no setting" });
});

test("names the whole when it is not one field that is wrong", () => {
  expect(problems("text")[0]?.field).toBe("body");
  expect(problems("text", { whole: "options" })[0]?.field).toBe("options");
});

test("says all of it in one line", () => {
  expect(inOneLine(problems({ lines: [{ quantity: 10 }], email: "x" }))).toBe(
    "lines.0.quantity: must be at most 9; email: must be an address",
  );
});
