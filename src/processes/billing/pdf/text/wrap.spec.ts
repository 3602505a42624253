import fc from "fast-check";
import { widthOf } from "./runs";
import { wrap } from "./wrap";

const texts = (text: string, width: number) =>
  wrap(text, "regular", width).map((line) => line.map((run) => run.text).join(""));

it("breaks after words", () => {
  expect(texts("Microsoft 365 Business Premium", 9)).toEqual(["Microsoft 365", "Business Premium"]);
});

it.each([
  ["Japanese", "株式会社東京ソフトウェア開発年間契約月払い"],
  ["Chinese", "微软商业高级版年度订阅按月付款北京市朝阳区"],
  ["Korean", "한국소프트웨어주식회사마이크로소프트비즈니스"],
  ["Thai", "บริษัทซอฟต์แวร์ไทยจำกัดมหาชนไมโครซอฟท์"],
  ["a word wider than the line", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"],
  ["pictures", "🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀🎉🚀"],
  ["unknown letters", "𐤀𐤁𐤂𐤃𐤄𐤅𐤆𐤇𐤈𐤉𐤊𐤋𐤌𐤍𐤎𐤏𐤐𐤑𐤒𐤓"],
  ["figures", "123456789012345678901234567890123456789012345"],
])("breaks %s without a space, losing nothing", (_, text) => {
  const lines = texts(text, 9);
  expect(lines.length).toBeGreaterThan(1);
  expect([...lines.join("")]).toHaveLength([...text].length);
});

it("breaks Thai between words", () => {
  expect(texts("บริษัทซอฟต์แวร์ไทยจำกัด", 7)).toEqual(["บริษัทซอฟต์แวร์", "ไทยจำกัด"]);
});

it("keeps the lines a text has, and one for an empty text", () => {
  expect(texts("a\nb\r\nc", 9)).toEqual(["a", "b", "c"]);
  expect(texts("", 9)).toEqual([""]);
  expect(texts("   ", 9)).toEqual([""]);
});

it("never writes beyond its width, whatever the text, and always comes to an end", () => {
  const letters = fc.constantFrom(..."ab Wé-東京ソ한ش ر(ว ์นक्ष🎉שׁ2,.\u00ad\u200d\ufb01𓀀");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 60 }), fc.integer({ min: 3, max: 20 }), (parts, width) => {
      for (const line of wrap(parts.join(""), "regular", width)) {
        expect(widthOf(line)).toBeLessThanOrEqual(width + 0.5);
      }
    }),
    { numRuns: 150 },
  );
});
