import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { CsvFault, CsvSplitter } from "./csv-splitter";

function split(text: string, pieces: number[] = [text.length]): { line: number; fields: string[] }[] {
  const splitter = new CsvSplitter();
  const records = [];
  let at = 0;
  for (const length of pieces) {
    records.push(...splitter.push(text.slice(at, at + length)));
    at += length;
  }
  records.push(...splitter.push(text.slice(at)), ...splitter.end());
  return records;
}

const cell = fc.string({ unit: fc.constantFrom("a", "é", " ", ",", '"', "\n", "7", "–"), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const written = (text: string) => (/[",\n]/.test(text) ? quoted(text) : text);

describe("CsvSplitter", () => {
  it("reads any table as a general CSV parser does, however the text is cut", () => {
    fc.assert(
      fc.property(
        table,
        fc.constantFrom("\n", "\r\n"),
        fc.array(fc.nat(9), { maxLength: 30 }),
        fc.boolean(),
        (rows, newline, pieces, closed) => {
          const text = rows.map((row) => row.map(written).join(",")).join(newline) + (closed ? newline : "");
          const expected: string[][] = parse(text, { relax_column_count: true, skip_empty_lines: true });
          expect(split(text, pieces).map(({ fields }) => fields)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("tells the line on which each record begins", () => {
    expect(split('a,b\n"x\ny",2\n\r\n3,"p\r\nq"\r\n5,6').map(({ line }) => line)).toEqual([1, 2, 5, 7]);
  });

  it("takes a quote inside an unquoted text as it stands", () => {
    expect(split('19" screen,2\n')[0]?.fields).toEqual(['19" screen', "2"]);
  });

  it.each([
    ['a,b\n1,"open\n2,3\n', /never closed/],
    ['a,b\n1,"shut"x\n', /middle/],
    [`a,b\n1,"${"x".repeat(70_000)}`, /never closed/],
  ])("names the line of a quote that is wrong: %#", (text, message) => {
    expect(() => split(text)).toThrow(CsvFault);
    expect(() => split(text)).toThrow(message);
    try {
      split(text);
    } catch (error) {
      expect(error).toMatchObject({ line: 2 });
    }
  });
});
