import { inVisualOrder, REPLACEMENT, runsOf, settable } from "./runs";

const set = (text: string) => runsOf(settable(text), "regular").map(({ text: part, font }) => [font.id, part]);
const seen = (text: string) =>
  inVisualOrder(runsOf(settable(text), "regular"))
    .map((run) => run.text)
    .join("|");

it.each([
  ["Latin", "Tulp & Zonen B.V.", "inter"],
  ["Greek, Cyrillic and Vietnamese", "Ελλάς Приклад Đặng", "inter"],
  ["Japanese", "株式会社クラウド", "jp"],
  ["Chinese", "北京云计算有限公司", "sc"],
  ["Korean", "주식회사 클라우드 株", "kr"],
  ["Arabic", "شركة الحلول", "arabic"],
  ["Hebrew", "חברת הענן", "hebrew"],
  ["Thai", "บริษัทไทย", "thai"],
  ["Devanagari", "क्लाउड लिमिटेड", "devanagari"],
  ["Bengali", "ক্লাউড", "bengali"],
  ["Gujarati", "ક્લાઉડ લિમિટેડ", "gujarati"],
  ["Gurmukhi", "ਕਲਾਉਡ ਲਿਮਟਿਡ", "gurmukhi"],
  ["Kannada", "ಕ್ಲೌಡ್ ಲಿಮಿಟೆಡ್", "kannada"],
  ["Malayalam", "ക്ലൗഡ് ലിമിറ്റഡ്", "malayalam"],
  ["Odia", "କ୍ଲାଉଡ୍ ଲିମିଟେଡ୍", "oriya"],
  ["Sinhala", "වලාකුළු සමාගම", "sinhala"],
  ["Tamil", "மேகம்", "tamil"],
  ["Telugu", "క్లౌడ్ లిమిటెడ్", "telugu"],
  ["Ethiopic", "ደመና ኃላፊነቱ", "ethiopic"],
  ["Khmer", "ក្រុមហ៊ុនពពក", "khmer"],
  ["Lao", "ບໍລິສັດຄລາວ", "lao"],
  ["Burmese", "မြန်မာ ကုမ္ပဏီ", "myanmar"],
  ["Thaana", "ކުންފުނި", "thaana"],
  ["Tibetan", "བོད་ཡིག", "tibetan"],
  ["Georgian", "ღრუბელი", "georgian"],
  ["Armenian", "Ամպ", "armenian"],
  ["pictures", "🎉🚀👨‍👩‍👧❤️🇳🇱", "emoji"],
])("writes %s in one font that has it", (_, text, font) => {
  expect(set(text)).toEqual([[`${font}-regular`, text]]);
});

it("changes the font inside a text and comes back to the first", () => {
  expect(set("Tokyo 東京 Inc.").map(([font]) => font)).toEqual(["inter-regular", "sc-regular", "inter-regular"]);
});

it("keeps the space after a picture as narrow as others", () => {
  expect(set("🎉 GmbH")).toEqual([
    ["emoji-regular", "🎉"],
    ["inter-regular", " GmbH"],
  ]);
});

it.each([
  ["a script of the past", "𐤀𐤁 A"],
  ["hieroglyphs", "𓀀𓀁 A"],
  ["half a character", "\ud800\ud800 A"],
])("shows a square for each character of %s", (_, text) => {
  expect(set(text)).toEqual([["inter-regular", `${REPLACEMENT}${REPLACEMENT} A`]]);
});

it("writes letters in other clothes as the letters they are", () => {
  expect(set("ﬁ 𝐌𝟙")).toEqual([["inter-regular", "fi M1"]]);
});

it("turns nothing round that a mark asks for, and writes control characters as space", () => {
  expect(settable("abc\u202edef\u2066g\u0000\th")).toBe("abcdefg  h");
});

// The shaper itself writes a run from right to left; only the order of the runs is asked for here.
it("puts what is read from right to left in its order, brackets looking the right way", () => {
  expect(seen("חברה Microsoft 365 בעמ")).toBe("בעמ| |Microsoft 365|חברה ");
  expect(seen("חברה (בעמ)")).toBe("חברה )בעמ(");
  expect(seen("Shop حلول 12 GmbH")).toBe("Shop |12|حلول | GmbH");
});
