import { type CallKind, pathOf } from "./contract";

describe("the path of a call", () => {
  it("has its ids in their places and its query, each encoded", () => {
    const at = ["C/1", "S 2"];
    expect(pathOf("GET /customers/:id/subscriptions/:id", at, {})).toBe("/customers/C%2F1/subscriptions/S%202");
    expect(pathOf("GET /customers", [], { size: "100", filter: '{"a":1}' })).toBe(
      "/customers?size=100&filter=%7B%22a%22%3A1%7D",
    );
    expect(pathOf("POST /customers/:id/carts", ["C"], {})).toBe("/customers/C/carts");
  });

  it("cannot be made with an id too few or too many", () => {
    expect(() => pathOf("GET /customers/:id", [], {})).toThrow("1 ids, and 0 were given");
    expect(() => pathOf("GET /customers", ["C"], {})).toThrow("0 ids, and 1 were given");
  });
});

it("no call can be written that has no row", () => {
  // @ts-expect-error: the program would not compile.
  const unlisted: CallKind = "DELETE /customers/:id";
  expect(unlisted).toBeDefined();
});
