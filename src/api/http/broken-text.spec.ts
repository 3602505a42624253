import { findBrokenText } from "./broken-text";

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
