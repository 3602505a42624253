import { pageOf } from "./page-of.server";

test.each([
  ["", 1],
  ["3", 3],
  [" 3 ", 3],
  ["999", 999],
  ["99999999999999", 1],
  ["0", 1],
  ["-1", 1],
  ["1e3", 1],
  ["3x", 1],
])("the page %j is page %d", (asked, page) => {
  expect(pageOf(new URLSearchParams({ page: asked }))).toBe(page);
});
