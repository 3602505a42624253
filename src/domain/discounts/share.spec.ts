import fc from "fast-check";
import { less, over, readShare, type Share, shareOf, takeShare, times } from "./share";

type Four = [bigint, bigint, bigint, bigint];
const shares = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([a, b]) => (a < b ? shareOf(a, b) : shareOf(b, a)));

describe("shares", () => {
  it("are in lowest terms, and plain numbers where these are exact", () => {
    expect(shareOf(20, 1000)).toEqual({ numerator: 1, denominator: 50 });
    expect(shareOf(20n, 1000)).toEqual({ numerator: 1, denominator: 50 });
    expect(shareOf(0, 7)).toEqual({ numerator: 0, denominator: 1 });
    expect(shareOf(1n, 2n ** 53n - 1n)).toEqual({ numerator: 1, denominator: 2 ** 53 - 1 });
    expect(shareOf(1n, 2n ** 53n)).toEqual({ numerator: 1, denominator: 2n ** 53n });
    expect(readShare("20", "1000")).toEqual({ numerator: 1, denominator: 50 });
    expect(readShare("1", "100000000000000000000")).toEqual({ numerator: 1, denominator: 10n ** 20n });
  });

  it.each([
    [-1n, 2n],
    [3n, 2n],
    [0n, 0n],
    [1n, -2n],
    [-1, 2],
    [3, 2],
    [0, 0],
    [1, -2],
    [3n, 2],
  ])("are refused when they are no part of a whole: %s/%s", (part, whole) => {
    expect(() => shareOf(part, whole)).toThrow(`A share must lie between 0 and 1, got ${part}/${whole}.`);
  });

  it("of shares are undone exactly", () => {
    fc.assert(
      fc.property(shares, shares, (a, b) => {
        const part = times(a, b);
        const rest = less(a, part);
        const [an, ad, bn, bd] = [a.numerator, a.denominator, b.numerator, b.denominator].map(BigInt) as Four;
        expect(BigInt(rest.numerator) * ad * bd).toBe(an * (bd - bn) * BigInt(rest.denominator));
        if (an > 0n) {
          expect(over(part, a)).toEqual(b);
        }
      }),
    );
  });

  it.each([
    [25, 1n, 50n, 1],
    [24, 1n, 50n, 0],
    [-25, 1n, 50n, -1],
    [9_007_199_254_740_991, 999_999n, 1_000_000n, 9_007_190_247_541_736],
    [9_007_199_254_740_991, 1n, 1n, 9_007_199_254_740_991],
    [9_007_199_254_740_990, 3n, 4n, 6_755_399_441_055_743],
    [100, 1n, 10n ** 20n, 0],
    [7, 10n ** 20n - 1n, 10n ** 20n, 7],
  ])("of %i, %s/%s is %i", (amount, part, whole, taken) => {
    expect(takeShare(amount, shareOf(part, whole))).toBe(taken);
    expect(takeShare(-amount, shareOf(part, whole))).toBe(0 - taken);
  });

  it("round alike with plain numbers and with big integers", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(10_000), fc.integer({ min: 1, max: 10_000 }), (amount, a, b) => {
        const share = shareOf(Math.min(a, b), b);
        const big = { numerator: BigInt(share.numerator), denominator: BigInt(share.denominator) };
        expect(takeShare(amount, share)).toBe(takeShare(amount, big));
      }),
    );
  });

  it("are calculated alike with plain numbers and with big integers", () => {
    const small = fc.tuple(fc.nat(30_000), fc.integer({ min: 1, max: 30_000 }));
    fc.assert(
      fc.property(small, small, (one, two) => {
        const [a, b] = [one, two].map(([n, d]) => shareOf(Math.min(n, d), d)) as [Share, Share];
        const big = ({ numerator, denominator }: Share) => ({
          numerator: BigInt(numerator),
          denominator: BigInt(denominator),
        });
        expect(times(a, b)).toEqual(times(big(a), big(b)));
        expect(less(a, times(a, b))).toEqual(less(big(a), big(times(a, b))));
      }),
    );
  });
});
