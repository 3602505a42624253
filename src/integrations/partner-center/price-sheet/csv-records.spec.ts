import { CsvFault, type CsvRecord, readRecords } from "./csv-records";

async function read(text: string, pieceLength = text.length): Promise<CsvRecord[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceLength) {
      yield text.slice(at, at + pieceLength);
    }
  }
  const records: CsvRecord[] = [];
  for await (const batch of readRecords(pieces())) {
    records.push(...batch);
  }
  return records;
}

describe("readRecords", () => {
  it.each([1, 3, 100])("tells the line on which each record begins, cut into pieces of %d", async (length) => {
    const records = await read('a,b\n"x\ny",2\n\n3,"p\nq"\n5,6', length);
    expect(records).toEqual([
      { line: 1, fields: ["a", "b"] },
      { line: 2, fields: ["x\ny", "2"] },
      { line: 5, fields: ["3", "p\nq"] },
      { line: 7, fields: ["5", "6"] },
    ]);
  });

  it("takes CRLF, commas and quotes inside quotes, and records of any width", async () => {
    const records = await read('a,b\r\n"1,""2""",3,4\r\n5\r\n');
    expect(records.map(({ fields }) => fields)).toEqual([["a", "b"], ['1,"2"', "3", "4"], ["5"]]);
  });

  it("takes a quote inside an unquoted text as it stands", async () => {
    expect((await read('19" screen,2\n'))[0]?.fields).toEqual(['19" screen', "2"]);
  });

  it.each([
    ['a,b\n1,"open\n2,3\n', /never closed/],
    ['a,b\n1,"shut"x\n', /middle/],
    [`a,b\n1,"${"x".repeat(70_000)}`, /never closed/],
  ])("says what is wrong with a quote, and about where: %#", async (text, message) => {
    const fault = await read(text).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(CsvFault);
    expect(fault).toMatchObject({ message: expect.stringMatching(message), line: 2 });
  });

  it("passes on what the source throws", async () => {
    async function* broken(): AsyncGenerator<string> {
      yield "a,b\n";
      throw new Error("the disk is gone");
    }
    const reading = (async () => {
      for await (const _ of readRecords(broken())) {
        // Only the end matters here.
      }
    })();
    await expect(reading).rejects.toThrow("the disk is gone");
  });
});
