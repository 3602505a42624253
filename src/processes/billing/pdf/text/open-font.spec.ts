import fc from "fast-check";
import { FONT_FILES } from "./font-files";
import { openFont } from "./open-font";

// Without Han and Hangul, whose tens of thousands of signs have no marks to place.
const SHAPED = FONT_FILES.filter(({ name }) => !["jp", "sc", "kr"].includes(name));

it.each(SHAPED.map((files) => [files.name, files] as const))("shapes whatever is written in %s", (_, files) => {
  const font = openFont(files, "regular");
  const signs = font.font.characterSet.filter((sign) => sign >= 0x20 && files.covers.test(String.fromCodePoint(sign)));
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 12 }), (points) => {
      const text = String.fromCodePoint(...points);
      const { glyphs, positions } = font.shape(text, []);
      expect(positions).toHaveLength(glyphs.length);
      expect(Number.isFinite(font.width(text))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it("shapes a name whose marks its font places nowhere", () => {
  const malayalam = FONT_FILES.find(({ name }) => name === "malayalam");
  expect(malayalam && openFont(malayalam, "regular").width("ക്ലൗഡ് ലിമിറ്റഡ്")).toBeGreaterThan(5);
});
