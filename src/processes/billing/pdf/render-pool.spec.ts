import { join } from "node:path";
import { sampleDocument, sampleLine } from "../words/testing/sample-document";
import { invoicePdf } from "./invoice-pdf";
import { RenderError, type RenderLimits, RenderPool } from "./render-pool";

const pools: RenderPool[] = [];
const poolOf = (limits: Partial<RenderLimits> = {}) => {
  const pool = new RenderPool(limits);
  pools.push(pool);
  return pool;
};
const faulty = (limits: Partial<RenderLimits> = {}) =>
  poolOf({ program: join(__dirname, "testing", "faulty-worker.cjs"), threads: 1, limitMs: 10_000, ...limits });
const order = (pool: RenderPool, number: string) => pool.render(sampleDocument({ number }), {});

afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));

it("writes what the document says, byte for byte, while the caller's thread goes on", async () => {
  const document = sampleDocument(
    {},
    Array.from({ length: 300 }, () => sampleLine()),
  );
  const pool = poolOf({ threads: 1 });
  let beats = 0;
  const beat = setInterval(() => {
    beats += 1;
  }, 1);
  const [first, second] = await Promise.all([1, 2].map(() => pool.render(document, { timeZone: "UTC" })));
  clearInterval(beat);
  expect(first?.equals(await invoicePdf(document, { timeZone: "UTC" }))).toBe(true);
  expect(second?.equals(first ?? Buffer.alloc(0))).toBe(true);
  // Written in this thread it would not have beaten once; how long it may stand still is for the benchmark.
  expect(beats).toBeGreaterThan(20);
}, 30_000);

it.each([
  ["dies", "die", "ended with code 7"],
  ["throws", "throw", "thrown in the thread"],
  ["runs out of memory", "fill", "memory"],
  ["says that it cannot", "refuse", "no such font"],
])(
  "a thread that %s refuses its own document in words, and the next one is written",
  async (_, number, words) => {
    const pool = faulty({ memoryMib: 32 });
    const [broken, well] = await Promise.allSettled([order(pool, number), order(pool, "1")]);
    expect(broken).toMatchObject({ status: "rejected", reason: expect.any(RenderError) });
    expect(String(broken.status === "rejected" && broken.reason)).toContain(words);
    expect(well).toMatchObject({ status: "fulfilled", value: Buffer.from("%PDF-1") });
  },
  30_000,
);

it("cuts off a document that takes too long, and writes the next one", async () => {
  const pool = faulty({ limitMs: 500 });
  const [broken, well] = await Promise.allSettled([order(pool, "hang"), order(pool, "2")]);
  expect(String(broken.status === "rejected" && broken.reason)).toContain("longer than 0.5 s");
  expect(well.status).toBe("fulfilled");
}, 30_000);

it("refuses at once what would wait behind too many", async () => {
  const pool = faulty({ waiting: 2 });
  const all = await Promise.allSettled(["1", "2", "3", "4"].map((number) => order(pool, number)));
  expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected"]);
});

it("refuses what is under way when it is closed", async () => {
  const pool = faulty();
  const under = order(pool, "hang");
  const waiting = order(pool, "3");
  const settled = Promise.allSettled([under, waiting]);
  await pool.close();
  expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
});
