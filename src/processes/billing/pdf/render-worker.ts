import { setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { reasonOf } from "../../../errors/reason-of";
import { invoicePdf } from "./invoice-pdf";
import type { RenderAnswer, RenderTask } from "./render-pool";

const YIELDING = 5;

// Linux counts priority by thread: requests come before documents. Elsewhere it would be the whole server's.
if (process.platform === "linux") {
  setPriority(0, YIELDING);
}

/** The thread that writes PDFs, one after the other; its fonts stay open for the next. */
parentPort?.on("message", async ({ document, options }: RenderTask) => {
  parentPort?.postMessage(await answer(document, options));
});

async function answer(...[document, options]: Parameters<typeof invoicePdf>): Promise<RenderAnswer> {
  try {
    return { pdf: await invoicePdf(document, options) };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}
