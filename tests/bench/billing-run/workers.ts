import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { WorkerOrder, WorkerReport } from "./worker-messages";

/**
 * The most JavaScript objects a worker may hold, MB. Without a limit V8 rather grows than tidies up, and the peak tells
 * how long a run lasts, not what it needs; a run whose need grew with its size would die of this one.
 */
export const HEAP_LIMIT_MEGABYTES = 256;

export interface WorkersResult {
  /** From the start of all to the end of the last. */
  readonly seconds: number;
  readonly reports: WorkerReport[];
}

/**
 * Bills what is due with so many processes at once. They are loaded before the clock starts.
 *
 * @throws Error when a process ends without a report.
 */
export async function runWorkers(order: WorkerOrder, count: number): Promise<WorkersResult> {
  const workers = await Promise.all(Array.from({ length: count }, () => startWorker(order)));
  const from = performance.now();
  const reports = await Promise.all(workers.map(runWorker));
  const seconds = (performance.now() - from) / 1_000;
  return { seconds, reports };
}

async function startWorker(order: WorkerOrder): Promise<ChildProcess> {
  const worker = fork(path.join(__dirname, "worker.ts"), [JSON.stringify(order)], {
    execArgv: [...process.execArgv, `--max-old-space-size=${HEAP_LIMIT_MEGABYTES}`],
    stdio: ["ignore", process.stderr, process.stderr, "ipc"],
  });
  await messageOf(worker);
  return worker;
}

async function runWorker(worker: ChildProcess): Promise<WorkerReport> {
  const report = messageOf(worker);
  const ended = once(worker, "exit");
  worker.send("go");
  const answer = (await report) as WorkerReport;
  await ended;
  return answer;
}

async function messageOf(worker: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const exited = once(worker, "exit", { signal: ended.signal }).then(([code]) => {
    throw new Error(`A worker of the benchmark ended with code ${code} before it was done.`);
  });
  try {
    const [message] = (await Promise.race([once(worker, "message", { signal: ended.signal }), exited])) as unknown[];
    return message;
  } finally {
    ended.abort();
    exited.catch(() => undefined);
  }
}
