// A thread that does what the document's number says, and not what it should.
const { parentPort } = require("node:worker_threads");

parentPort.on("message", ({ document }) => {
  switch (document.number) {
    case "die":
      process.exit(7);
      break;
    case "throw":
      throw new Error("thrown in the thread");
    case "hang":
      for (;;) {}
    case "fill": {
      const kept = [];
      for (;;) {
        kept.push(new Array(100_000).fill({ n: kept.length }));
      }
    }
    case "refuse":
      parentPort.postMessage({ problem: "no such font" });
      break;
    default:
      parentPort.postMessage({ pdf: new TextEncoder().encode(`%PDF-${document.number}`) });
  }
});
