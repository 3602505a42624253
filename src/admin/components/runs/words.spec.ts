import { boundsInWords } from "./words";

it("tells which safety bounds a run was held against", () => {
  expect(boundsInWords({ bounds_policy: "bounds-1" })).toBe("safety bounds, version 1");
  expect(boundsInWords({ bounds_policy: null })).toBe("none yet");
});
