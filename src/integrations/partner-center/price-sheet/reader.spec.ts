import { Readable } from "node:stream";
import { type PriceSheetProblem, type PriceSheetRow, readPriceSheet } from ".";

const COLUMNS = [
  "ChangeIndicator",
  "ProductTitle",
  "ProductId",
  "SkuId",
  "SkuTitle",
  "Publisher",
  "SkuDescription",
  "UnitOfMeasure",
  "TermDuration",
  "BillingPlan",
  "Market",
  "Currency",
  "UnitPrice",
  "PricingTierRangeMin",
  "PricingTierRangeMax",
  "EffectiveStartDate",
  "EffectiveEndDate",
  "Tags",
  "ERP Price",
  "Segment",
  "PreviousValues",
];

const GOOD: Record<string, string> = {
  ChangeIndicator: "Unchanged",
  ProductTitle: "Harbour Mail",
  ProductId: "CFQ7TTC0LCHC",
  SkuId: "2",
  SkuTitle: "Harbour Mail Plus",
  Publisher: "Microsoft Corporation",
  SkuDescription: "Mail, and more",
  UnitOfMeasure: "",
  TermDuration: "P1Y",
  BillingPlan: "Monthly",
  Market: "US",
  Currency: "USD",
  UnitPrice: "132.9905",
  PricingTierRangeMin: "",
  PricingTierRangeMax: "",
  EffectiveStartDate: "2025-11-01T00:00:00.0000000Z",
  EffectiveEndDate: "9999-11-30T23:59:59.0000000Z",
  Tags: "License",
  "ERP Price": "277.2",
  Segment: "Commercial",
  PreviousValues: "{'ERP Price': '1440', 'UnitPrice': '1008'}",
};

function csv(
  rows: readonly Partial<Record<string, string>>[],
  columns: readonly string[] = COLUMNS,
  newline = "\n",
): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const line = (row: Partial<Record<string, string>>) =>
    columns.map((name) => cell(row[name] ?? GOOD[name] ?? "")).join(",");
  return [columns.join(","), ...rows.map(line), ""].join(newline);
}

async function read(text: string | Buffer, options: { allowUnknownColumns?: boolean; chunk?: number } = {}) {
  const bytes = Buffer.from(text);
  const size = options.chunk ?? bytes.length;
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const rows: PriceSheetRow[] = [];
  const problems: PriceSheetProblem[] = [];
  const onProblem = (problem: PriceSheetProblem) => problems.push(problem);
  for await (const batch of readPriceSheet(Readable.from(chunks), { ...options, onProblem })) {
    rows.push(...batch);
  }
  return { rows, problems };
}

describe("both published forms", () => {
  it("reads the download: 21 columns, byte order mark, seven-decimal dates, a SKU id without its zeros", async () => {
    const { rows, problems } = await read(`\ufeff${csv([{}])}`);
    expect(problems).toEqual([]);
    expect(rows).toEqual([
      {
        line: 2,
        productId: "CFQ7TTC0LCHC",
        skuId: "0002",
        productTitle: "Harbour Mail",
        skuTitle: "Harbour Mail Plus",
        skuDescription: "Mail, and more",
        publisher: "Microsoft Corporation",
        term: "P1Y",
        billingPlan: "monthly",
        market: "US",
        currency: "USD",
        unitPrice: "132.9905",
        listPrice: "277.2",
        effectiveFrom: "2025-11-01T00:00:00.000Z",
        effectiveTo: null,
        isTrial: false,
        segment: "commercial",
        isDeleted: false,
      },
    ]);
  });

  it("reads the API's answer: 18 columns, everything quoted, American dates, the segment told by the title", async () => {
    const columns = COLUMNS.filter((name) => !["ChangeIndicator", "Segment", "PreviousValues"].includes(name));
    const values = columns.map((name) => {
      const own: Record<string, string> = {
        EffectiveStartDate: "2/1/2019 12:00:00 AM",
        EffectiveEndDate: "2/4/2021 8:35:31 PM",
        SkuTitle: "Harbour Mail (Education Student Pricing)",
        SkuId: "000N",
      };
      return own[name] ?? GOOD[name] ?? "";
    });
    const quoted = (texts: readonly string[]) => texts.map((text) => `"${text}"`).join(",");
    const { rows, problems } = await read(`${quoted(columns)}\r\n${quoted(values)}\r\n`);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({
      skuId: "000N",
      segment: "education",
      effectiveFrom: "2019-02-01T00:00:00.000Z",
      effectiveTo: "2021-02-04T20:35:31.000Z",
    });
  });

  it("finds columns by name in any order and spelling, and does without the optional ones", async () => {
    const needed = COLUMNS.filter(
      (name) =>
        !["ChangeIndicator", "Publisher", "SkuDescription", "UnitOfMeasure", "Tags", "EffectiveEndDate"].includes(name),
    ).reverse();
    const text = csv([{}], needed).replace("ERP Price", " ErpPrice ").replace("ProductId", "productid");
    const { rows, problems } = await read(text);
    expect(problems).toEqual([]);
    expect(rows[0]).toMatchObject({ listPrice: "277.2", productId: "CFQ7TTC0LCHC", publisher: "", effectiveTo: null });
  });

  it("reads UTF-16 that says so by its mark", async () => {
    const { rows, problems } = await read(Buffer.from(`\ufeff${csv([{}])}`, "utf16le"));
    expect([rows.length, problems.length]).toEqual([1, 0]);
  });

  it("reads a trial: plan None, never for sale", async () => {
    const { rows } = await read(
      csv([{ BillingPlan: "None", TermDuration: "P1M", Tags: "License;Trial", UnitPrice: "0" }]),
    );
    expect(rows[0]).toMatchObject({ billingPlan: "none", isTrial: true, unitPrice: "0" });
  });

  it("says nonprofit where the sheet says Charity", async () => {
    const { rows } = await read(csv([{ Segment: "Charity" }]));
    expect(rows[0]?.segment).toBe("nonprofit");
  });

  it("keeps lines right over line breaks in quotes, blank lines, CRLF and any cut of the stream", async () => {
    const text = csv([{ SkuDescription: "two\nlines" }, {}, { Currency: "XXX" }], COLUMNS, "\r\n").replace(
      /\r\n$/,
      "\r\n\r\n",
    );
    for (const chunk of [1, 7, 100_000]) {
      const { rows, problems } = await read(text, { chunk });
      expect(rows.map(({ line }) => line)).toEqual([2, 4]);
      expect(problems).toEqual([{ line: 5, field: "Currency", message: expect.stringContaining('"XXX"') }]);
    }
  });
});

describe("bad rows are reported by line, field and fix", () => {
  const cases: [string, Partial<Record<string, string>>, string, RegExp][] = [
    ["a negative price", { UnitPrice: "-1" }, "UnitPrice", /negative: a price is at least 0/],
    ["a price with a thousands comma", { "ERP Price": "1,440.5" }, "ERP Price", /comma.*1440\.50/],
    ["a price in words", { "ERP Price": "1e3" }, "ERP Price", /not a price/],
    ["a price beyond all prices", { UnitPrice: "99999999999.99" }, "UnitPrice", /too large/],
    ["an empty price", { UnitPrice: " " }, "UnitPrice", /empty: write 0/],
    ["a currency that is none", { Currency: "USX" }, "Currency", /not a known currency/],
    ["a currency in lower case", { Currency: "usd" }, "Currency", /not a known currency/],
    ["a SKU id mangled by a spreadsheet", { SkuId: "1E+03" }, "SkuId", /spreadsheet/],
    ["a product id that is too short", { ProductId: "CFQ7" }, "ProductId", /12 letters and digits/],
    ["a term nobody sells", { TermDuration: "P5Y" }, "TermDuration", /P1M, P1Y or P3Y/],
    ["a billing plan nobody knows", { BillingPlan: "Weekly" }, "BillingPlan", /Monthly, Annual, Triennial or None/],
    [
      "a billing plan longer than the term",
      { BillingPlan: "Triennial" },
      "BillingPlan",
      /does not go with the term P1Y/,
    ],
    ["a segment nobody knows", { Segment: "Military" }, "Segment", /Commercial, Education, Government or Charity/],
    ["a market in words", { Market: "USA" }, "Market", /two letters/],
    ["a date that does not exist", { EffectiveStartDate: "2025-02-30T00:00:00Z" }, "EffectiveStartDate", /not a date/],
    ["a date of European make", { EffectiveStartDate: "31/12/2025 1:00:00 PM" }, "EffectiveStartDate", /not a date/],
    ["an end before the start", { EffectiveEndDate: "2025-10-01T00:00:00Z" }, "EffectiveEndDate", /not after/],
    ["an empty title", { SkuTitle: "" }, "SkuTitle", /empty/],
    ["letters that are no UTF-8", { SkuTitle: "Harbour \ufffd" }, "SkuTitle", /UTF-8/],
    ["a billing plan that is a word of the language", { BillingPlan: "constructor" }, "BillingPlan", /Monthly, Annual/],
    ["a billing plan that is a name of its prototype", { BillingPlan: "__proto__" }, "BillingPlan", /Monthly, Annual/],
    ["a year before the first", { EffectiveStartDate: "0000-01-01T00:00:00Z" }, "EffectiveStartDate", /not a date/],
    ["a start that means no end", { EffectiveStartDate: "9999-12-31T00:00:00Z" }, "EffectiveStartDate", /begins/],
    ["a product's title without an end", { ProductTitle: "x".repeat(301) }, "ProductTitle", /at most 300/],
    ["a SKU's title without an end", { SkuTitle: "x".repeat(301) }, "SkuTitle", /at most 300/],
    ["a title that shows nothing", { ProductTitle: "\u200b" }, "ProductTitle", /empty/],
    ["a quantity tier", { PricingTierRangeMin: "5" }, "PricingTierRangeMin", /tier/],
  ];

  it.each(cases)("%s", async (_name, row, field, message) => {
    const { rows, problems } = await read(csv([{}, row]));
    expect(problems).toEqual([{ line: 3, field, message: expect.stringMatching(message) }]);
    expect(rows).toHaveLength(1);
  });

  it("all faults of all rows, not only the first", async () => {
    const { problems } = await read(csv([{ UnitPrice: "-1", Currency: "ABC" }, {}, { Market: "1" }]));
    expect(problems.map(({ line, field }) => [line, field])).toEqual([
      [2, "Currency"],
      [2, "UnitPrice"],
      [4, "Market"],
    ]);
  });

  it("a row of another market or currency than the first", async () => {
    const { problems } = await read(csv([{}, { Market: "DE", Currency: "EUR" }]));
    expect(problems.map(({ field }) => field)).toEqual(["Market", "Currency"]);
    expect(problems[0]?.message).toMatch(/one sheet for each market/);
  });

  it("a row with too many columns", async () => {
    const { problems } = await read(`${csv([{}])}a,b\n`);
    expect(problems).toEqual([{ line: 3, field: null, message: expect.stringMatching(/2 columns and the header 21/) }]);
  });
});

describe("bad files", () => {
  it("an unknown column is named, and ignored only when allowed", async () => {
    const text = csv([{}], [...COLUMNS, "Colour"]);
    const refused = await read(text);
    expect(refused.rows).toEqual([]);
    expect(refused.problems).toEqual([
      { line: 1, field: "Colour", message: expect.stringMatching(/not known: remove it/) },
    ]);
    const allowed = await read(text, { allowUnknownColumns: true });
    expect(allowed.problems).toEqual([]);
    expect(allowed.rows).toHaveLength(1);
  });

  it("every missing column is named", async () => {
    const { problems } = await read(
      csv(
        [{}],
        COLUMNS.filter((name) => name !== "Currency" && name !== "SkuId"),
      ),
    );
    expect(problems.map(({ field }) => field)).toEqual(["SkuId", "Currency"]);
  });

  it("a column that is there twice is named", async () => {
    const { problems } = await read(csv([{}], [...COLUMNS, "Market"]));
    expect(problems).toEqual([{ line: 1, field: "Market", message: expect.stringMatching(/twice/) }]);
  });

  it("an empty file, a header alone, a list of something else", async () => {
    expect((await read("")).problems[0]?.message).toMatch(/empty/);
    expect((await read(csv([]))).problems[0]?.message).toMatch(/no rows/);
    expect((await read("name,age\nAda,36\n")).problems[0]?.message).toMatch(/not a header of a licence price sheet/);
  });

  it("a compressed file, a workbook, UTF-16 without its mark", async () => {
    expect((await read(Buffer.from([0x1f, 0x8b, 8, 0, 1]))).problems[0]?.message).toMatch(/compressed/);
    expect((await read(Buffer.from("PK\u0003\u0004rest"))).problems[0]?.message).toMatch(/workbook/);
    expect((await read(Buffer.from([0x1f, 0x8b, 8, 34, 65, 34, 65, 10]))).problems[0]?.message).toMatch(/compressed/);
    expect((await read(`not "a" sheet\n`)).problems[0]?.message).toMatch(/not a header/);
    expect((await read(Buffer.from(csv([{}]), "utf16le"))).problems[0]?.message).toMatch(/UTF-8/);
  });

  it("a quote that is never closed, and one in the middle of a text", async () => {
    const open = await read(`${csv([{}])}Unchanged,"never closed`);
    expect(open.problems).toEqual([{ line: 3, field: null, message: expect.stringMatching(/never closed/) }]);
    const inside = await read(`${csv([{}])}Unchanged,"a"b,c\n`);
    expect(inside.problems).toEqual([{ line: 3, field: null, message: expect.stringMatching(/quote/) }]);
  });

  it("a source that fails is an error, not an end", async () => {
    const source = new Readable({
      read() {
        this.destroy(new Error("connection lost"));
      },
    });
    const all = async () => {
      for await (const batch of readPriceSheet(source, { onProblem: () => undefined })) {
        expect(batch).toEqual([]);
      }
    };
    await expect(all()).rejects.toThrow("connection lost");
  });
});

describe("what a spreadsheet leaves behind", () => {
  const lines = () =>
    csv([{}, { SkuId: "3" }])
      .trimEnd()
      .split("\n");
  const withCommas = (commas: string) => lines().map((line) => `${line}${commas}`);
  const names = (text: string) => text.replace("Segment,", "Segment,,");
  const values = (text: string, value: string) => text.replace("Commercial,", `Commercial,${value},`);

  it.each<[string, () => string]>([
    ["a row of commas", () => [...lines(), ",".repeat(COLUMNS.length - 1), ""].join("\n")],
    ["rows of blanks in the middle", () => lines().join(`\n , ,\n${",".repeat(40)}\n`)],
    ["a row of quoted nothing", () => [...lines(), '"","  ",""', ""].join("\n")],
    ["columns without name and value at the end", () => withCommas(",,,").join("\n")],
    ["rows with more commas than the header", () => [lines()[0], ...withCommas(",,").slice(1)].join("\n")],
    ["a header with more commas than the rows", () => [withCommas(",,")[0], ...lines().slice(1)].join("\n")],
    [
      "a column without name and value between the others",
      () =>
        lines()
          .map((line) => values(names(line), " "))
          .join("\n"),
    ],
  ])("passes over %s", async (_words, text) => {
    const { rows, problems } = await read(text());
    expect(problems).toEqual([]);
    expect(rows.map(({ skuId }) => skuId)).toEqual(["0002", "0003"]);
  });

  it("still refuses a value where no column has a name, and a row that is too short", async () => {
    const nameless = lines().map((line) => values(names(line), "7"));
    expect((await read(nameless.join("\n"))).problems).toMatchObject([{ line: 2 }, { line: 3 }]);
    const long = [lines()[0], `${lines()[1]},7`].join("\n");
    expect((await read(long)).problems).toMatchObject([{ line: 2, message: expect.stringContaining("22 columns") }]);
    const short = [lines()[0], "a,b"].join("\n");
    expect((await read(short)).problems).toMatchObject([{ line: 2, message: expect.stringContaining("2 columns") }]);
  });
});
