import { setTimeout as sleep } from "node:timers/promises";
import type { InvoiceDetail } from "../../src/modules/billing";
import { invoicePdf } from "../../src/processes/billing/pdf/invoice-pdf";
import { RenderPool } from "../../src/processes/billing/pdf/render-pool";
import { partLine, sampleDocument, sampleLine } from "../../src/processes/billing/words/testing/sample-document";
import { atMost, type BenchResult, percentile } from "./result";

const PAGES = 40;
const WARM_UP = 3;
const LINES = 1_000;
const ONE_PAGE_MS = 100;
const LONG_MS = 1_500;
const STILL_MS = 50;

/**
 * What a PDF costs: processor time in the thread that writes it, measured in this one so that nothing else counts; and
 * how long the server's own thread stands still while the pool writes the same documents.
 */
export async function run(): Promise<BenchResult> {
  const first = await processorTime(() => invoicePdf(document(1, -1), {}));
  const pages: number[] = [];
  for (let index = 0; index < WARM_UP + PAGES; index += 1) {
    const ms = await processorTime(() => invoicePdf(document(1 + (index % 3), index), {}));
    if (index >= WARM_UP) {
      pages.push(ms);
    }
  }
  const long = document(LINES, -2);
  const longMs = await processorTime(() => invoicePdf(long, {}));
  const manyScripts = await processorTime(() => invoicePdf(inManyScripts(), {}));
  const manyScriptsAgain = await processorTime(() => invoicePdf(inManyScripts(), {}));
  const still = await stillestWhilePooled([...Array.from({ length: PAGES }, (_, index) => document(2, index)), long]);
  return {
    name: "pdf",
    figures: {
      "first page of a process, processor ms": first,
      "one page p50, processor ms": percentile(pages, 0.5),
      "one page slowest, processor ms": Math.max(...pages),
      "1,000 lines, processor ms": longMs,
      "a page in ten scripts, first and again, ms": `${Math.round(manyScripts)}, ${Math.round(manyScriptsAgain)}`,
      "pool: documents": PAGES + 1,
      "pool: all written after ms": still.allMs,
      "longest stand-still with nothing to do, ms": still.quietMs,
    },
    bars: [
      atMost("one page p95, processor ms", percentile(pages, 0.95), ONE_PAGE_MS),
      atMost("1,000 lines, processor ms", longMs, LONG_MS),
      atMost("event loop's longest stand-still, ms", still.longestMs, STILL_MS),
    ],
  };
}

/** Of one page with few lines; no two lines nor documents say the same. */
function document(lines: number, seed: number): InvoiceDetail {
  const rows = Array.from({ length: lines }, (_, index) => {
    const change = { title: `Microsoft 365 Plan ${seed}-${index} for Frontline`, quantity: 1 + ((index * 7) % 900) };
    const net = change.quantity * (1_000 + index);
    return index % 4 === 3 ? partLine(change) : sampleLine({ ...change, unitPrice: 1_000 + index, net });
  });
  return sampleDocument({ number: `INV-2026-${100_000 + seed}` }, rows);
}

function inManyScripts(): InvoiceDetail {
  const titles = [
    "東京クラウド",
    "北京云计算",
    "서울 클라우드",
    "شركة الحلول",
    "חברת הענן",
    "คลาวด์ไทย",
    "क्लाउड",
    "🎉 GmbH",
    "Ελλάς",
  ];
  return sampleDocument(
    {},
    titles.map((title) => sampleLine({ title })),
  );
}

async function processorTime(work: () => Promise<unknown>): Promise<number> {
  const from = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1_000;
}

async function stillestWhilePooled(documents: readonly InvoiceDetail[]) {
  const pool = new RenderPool();
  // Threads that have begun: compiling the sources is no part of what a built server does.
  await Promise.all([pool.render(document(1, 1), {}), pool.render(document(1, 2), {})]);
  const from = performance.now();
  const longestMs = await longestStandStill(() => Promise.all(documents.map((one) => pool.render(one, {}))));
  const allMs = performance.now() - from;
  await pool.close();
  return { longestMs, allMs, quietMs: await longestStandStill(() => sleep(allMs)) };
}

async function longestStandStill(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const beat = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  await work();
  clearInterval(beat);
  return longest;
}
