import { extname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { reasonOf } from "../../../errors/reason-of";
import type { InvoiceDetail } from "../../../modules/billing";
import type { DocumentOptions } from "./printed-document";

/** What a thread is given. */
export type RenderTask = { readonly document: InvoiceDetail; readonly options: DocumentOptions };

/** What it gives back: the file, or why there is none. */
export type RenderAnswer = { readonly pdf: Uint8Array } | { readonly problem: string };

/** Bounds of the threads that write PDFs. */
export type RenderLimits = {
  readonly threads: number;
  /** For one document, from when a thread takes it up. */
  readonly limitMs: number;
  /** How long a thread without work keeps its fonts. */
  readonly idleMs: number;
  /** Memory of one thread's objects. */
  readonly memoryMib: number;
  /** Documents that may wait; who comes later is refused at once. */
  readonly waiting: number;
  /** The thread's program. */
  readonly program: string;
};

/** A document could not be written; the message says why. The server and its other documents are well. */
export class RenderError extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "RenderError";
  }
}

type Job = RenderTask & {
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: RenderError) => void;
  /** How many threads died with it. */
  deaths: number;
};

type Thread = { readonly worker: Worker; job: Job | null; timer: NodeJS.Timeout | null };

const ENDING = extname(__filename);

export const RENDER_LIMITS: RenderLimits = {
  threads: 2,
  limitMs: 30_000,
  idleMs: 60_000,
  memoryMib: 512,
  waiting: 500,
  program: join(__dirname, `render-worker${ENDING}`),
};

/**
 * Threads that write PDFs, so that requests and duties go on meanwhile. Threads begin with the first document, end when
 * nothing was to do for a while, and hold up no process that wants to end. One that dies takes nothing with it: its
 * document is given to another once, since it may have been innocent, and refused the second time.
 */
export class RenderPool {
  private readonly limits: RenderLimits;
  private readonly queue: Job[] = [];
  private readonly threads = new Set<Thread>();

  constructor(limits: Partial<RenderLimits> = {}) {
    this.limits = { ...RENDER_LIMITS, ...limits };
  }

  /** @throws RenderError */
  render(document: InvoiceDetail, options: DocumentOptions): Promise<Buffer> {
    if (this.queue.length >= this.limits.waiting) {
      return Promise.reject(new RenderError(`${this.limits.waiting} documents are waiting already.`));
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ document, options, resolve, reject, deaths: 0 });
      this.assign();
    });
  }

  /** Ends all threads; documents under way are refused. */
  async close(): Promise<void> {
    for (const job of this.queue.splice(0)) {
      job.reject(new RenderError("The server is ending."));
    }
    await Promise.all([...this.threads].map((thread) => this.end(thread, "The server is ending.")));
  }

  private assign(): void {
    while (this.queue.length > 0) {
      const thread = [...this.threads].find(({ job }) => job === null) ?? this.begin();
      const job = thread === null ? undefined : this.queue.shift();
      if (thread === null || job === undefined) {
        return;
      }
      this.give(thread, job);
    }
  }

  private begin(): Thread | null {
    const { threads, memoryMib, program } = this.limits;
    if (this.threads.size >= threads) {
      return null;
    }
    // Sources as they are, in development and tests; what is built needs nothing.
    const isSource = extname(program) === ".ts";
    const loader = isSource ? `require("tsx/cjs");require(${JSON.stringify(program)})` : program;
    const worker = new Worker(loader, {
      eval: isSource,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMib },
    });
    const thread: Thread = { worker, job: null, timer: null };
    this.threads.add(thread);
    worker.on("message", (answer: RenderAnswer) => this.finish(thread, answer));
    worker.on("error", (error) => this.bury(thread, error.message));
    worker.on("exit", (code) => this.bury(thread, `the thread ended with code ${code}`));
    return thread;
  }

  private give(thread: Thread, job: Job): void {
    const { limitMs } = this.limits;
    this.stopTimer(thread);
    thread.job = job;
    thread.timer = setTimeout(() => void this.end(thread, `It took longer than ${limitMs / 1000} s.`), limitMs);
    thread.worker.ref();
    const { document, options } = job;
    try {
      thread.worker.postMessage({ document, options } satisfies RenderTask);
    } catch (error) {
      this.finish(thread, { problem: reasonOf(error) });
    }
  }

  private finish(thread: Thread, answer: RenderAnswer): void {
    const { job } = thread;
    this.stopTimer(thread);
    thread.job = null;
    thread.worker.unref();
    thread.timer = setTimeout(() => void this.end(thread, "idle"), this.limits.idleMs);
    thread.timer.unref();
    if ("pdf" in answer) {
      job?.resolve(Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength));
    } else {
      job?.reject(new RenderError(answer.problem));
    }
    this.assign();
  }

  /** A thread is gone that nobody had told to go. */
  private bury(thread: Thread, reason: string): void {
    if (!this.threads.delete(thread)) {
      return;
    }
    this.stopTimer(thread);
    const { job } = thread;
    if (job !== null) {
      job.deaths += 1;
      if (job.deaths === 1) {
        this.queue.unshift(job);
      } else {
        job.reject(new RenderError(reason));
      }
    }
    this.assign();
  }

  private async end(thread: Thread, reason: string): Promise<void> {
    this.threads.delete(thread);
    this.stopTimer(thread);
    thread.job?.reject(new RenderError(reason));
    thread.job = null;
    this.assign();
    await thread.worker.terminate();
  }

  private stopTimer(thread: Thread): void {
    if (thread.timer !== null) {
      clearTimeout(thread.timer);
      thread.timer = null;
    }
  }
}
