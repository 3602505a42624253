import { backOffMs } from "./back-off";

const CURVE = { firstMs: 2_000, longestMs: 15 * 60_000 };

test("doubles from the first wait to the longest and stays there", () => {
  expect([0, 1, 2, 8, 9, 50, 5_000].map((failures) => backOffMs(CURVE, failures))).toEqual([
    2_000, 4_000, 8_000, 512_000, 900_000, 900_000, 900_000,
  ]);
});

test("a curve whose first wait is its longest is constant", () => {
  expect([0, 1, 7].map((failures) => backOffMs({ firstMs: 500, longestMs: 500 }, failures))).toEqual([500, 500, 500]);
});

test("jitter takes off up to a quarter and never adds", () => {
  expect(backOffMs(CURVE, 0, 0)).toBe(2_000);
  expect(backOffMs(CURVE, 0, 0.5)).toBe(1_750);
  expect(backOffMs(CURVE, 20, 0.999_999)).toBe(675_000);
});
