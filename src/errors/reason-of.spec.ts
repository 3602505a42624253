import { reasonOf, traceOf } from "./reason-of";

const error = new TypeError("no such order");

test.each([
  ["an error", error, "no such order"],
  [
    "what a workflow hands on",
    { message: "Cannot create credit lines", stack: "at step", type: "invalid_data" },
    "Cannot create credit lines",
  ],
  ["an object without a message", { code: 7 }, '{"code":7}'],
  ["an object whose message is none", { message: { deep: 1 } }, '{"message":{"deep":1}}'],
  ["a text", "gone", "gone"],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
])("the reason of %s is words", (_what, thrown, words) => {
  expect(reasonOf(thrown)).toBe(words);
});

test("what cannot be written down is still no exception", () => {
  const round: { self?: unknown } = {};
  round.self = round;
  expect(reasonOf(round)).toBe("[object Object]");
});

test("a log is told where, if that is known", () => {
  expect(traceOf(error)).toBe(error.stack);
  expect(traceOf({ message: "broken", stack: "broken\n at step" })).toBe("broken\n at step");
  expect(traceOf({ message: "broken" })).toBe("broken");
  expect(traceOf("gone")).toBe("gone");
});
