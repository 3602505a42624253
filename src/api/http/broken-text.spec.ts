import { findBrokenText, isTooDeep } from "./broken-text";

describe("a text that no database takes", () => {
  it.each<[string, unknown, string | null]>([
    ["a plain query", { q: "mail", limit: "10" }, null],
    ["an emoji and an accent", { q: "Café \u{1f600}" }, null],
    ["a zero byte", { q: "\0" }, "q"],
    ["a zero byte in the middle of a list", { q: ["a", "b\0c"] }, "q.1"],
    ["a zero byte deep in a body", { address: { line1: "1 Pike\0Place" } }, "address.line1"],
    ["half of a character", { name: "Ada \ud800" }, "name"],
    ["the other half", { name: "\udc00" }, "name"],
    ["a field's name", { filter: { "a\0": "b" } }, "filter"],
    ["nothing", undefined, null],
    ["bytes", Buffer.from([0, 1]), null],
    ["numbers and nulls", { a: 1, b: null, c: true }, null],
  ])("is found in %s", (_words, value, field) => {
    expect(findBrokenText(value)).toBe(field);
  });
});

describe("a body that is nested", () => {
  const nested = (depth: number): unknown => JSON.parse(`${'{"a":['.repeat(depth / 2)}1${"]}".repeat(depth / 2)}`);

  it.each([
    [0, false],
    [12, false],
    [1000, true],
    [20_000, true],
  ])("%d deep is more than any request needs: %s", (depth, found) => {
    expect(isTooDeep(nested(depth))).toBe(found);
  });
});
