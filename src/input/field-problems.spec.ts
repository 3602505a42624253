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

test.each([
  [z.string().max(3), "long text", "must be at most 3 characters"],
  [z.string().min(2), "", "must be at least 2 characters"],
  [z.string().regex(/^a/), "b", "is not written as it must be"],
  [z.email(), "x", "must be a mail address"],
  [z.number().max(5), 6, "must be at most 5"],
  [z.int(), 1.5, "must be a whole number"],
  [z.array(z.string()).max(1), ["a", "b"], "must hold at most 1"],
  [z.string(), undefined, "must be a text"],
  [z.string(), 7, "must be a text"],
  [z.boolean(), "yes", "must be true or false"],
  [z.array(z.string()), {}, "must be a list"],
  [z.object({}), [], "must be an object"],
  [z.enum(["one", "two"]), "three", "must be one of one, two"],
  [z.union([z.string(), z.number()]), null, "is not what is asked for here"],
])("has words for a person where the schema has none: %#", (schema, value, words) => {
  const { error } = z.object({ field: schema }).safeParse({ field: value });
  expect(error && fieldProblems(error)).toEqual([{ field: "field", message: words }]);
});

test("says all of it in one line", () => {
  expect(inOneLine(problems({ lines: [{ quantity: 10 }], email: "x" }))).toBe(
    "lines.0.quantity: must be at most 9; email: must be an address",
  );
});
