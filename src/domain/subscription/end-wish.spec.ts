import { type EndRecord, type EndWish, instructionOnRecord, isWishOnRecord } from "./end-wish";

const SEATS = 10;
const nothing: EndRecord = { autoRenew: false, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null };
const renews: EndRecord = { ...nothing, autoRenew: true };
const stops: EndRecord = { ...nothing, cancelAtEnd: true };
const extends_: EndRecord = { ...nothing, extendAtEnd: true };
const wish = (outcome: EndWish["outcome"], quantity: number | null = null): EndWish => ({ outcome, quantity });

describe("a wish for the end of a term and the vendor's record", () => {
  it.each<[string, EndWish, EndRecord, boolean]>([
    ["stop, auto-renewal off alone", wish("stop"), nothing, false],
    ["stop, with the instruction to cancel", wish("stop"), stops, true],
    ["stop, with auto-renewal on again", wish("stop"), { ...stops, autoRenew: true }, false],
    ["extend, auto-renewal off alone", wish("extend"), nothing, false],
    ["extend, with its own instruction", wish("extend"), extends_, true],
    ["extend, while a cancellation is on record", wish("extend"), stops, false],
    ["renew as it is", wish("renew"), renews, true],
    ["renew as it is, while other seats are scheduled", wish("renew"), { ...renews, nextQuantity: 8 }, false],
    ["renew as it is, scheduled with the seats there are", wish("renew"), { ...renews, nextQuantity: SEATS }, true],
    ["renew with 8, scheduled", wish("renew", 8), { ...renews, nextQuantity: 8 }, true],
    ["renew with 8, whose schedule was wiped", wish("renew", 8), renews, false],
    ["renew, auto-renewal off", wish("renew"), nothing, false],
    ["renew, cancelled at the end all the same", wish("renew"), { ...renews, cancelAtEnd: true }, false],
  ])("%s", (_what, wanted, record, kept) => {
    expect(isWishOnRecord(wanted, record, SEATS)).toBe(kept);
  });
});

describe("an instruction on the vendor's record", () => {
  it.each<[string, EndRecord, EndWish | null]>([
    ["a cancellation", stops, wish("stop")],
    ["an extension", extends_, wish("extend")],
    ["other seats for the next term", { ...renews, nextQuantity: 8 }, wish("renew", 8)],
    ["none, renewing by default", renews, null],
    ["none, auto-renewal off", nothing, null],
  ])("%s", (_what, record, instruction) => {
    expect(instructionOnRecord(record)).toEqual(instruction);
  });
});
