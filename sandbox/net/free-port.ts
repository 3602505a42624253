import net from "node:net";

/** Below the ports that systems give to outgoing connections: none of those takes one before the program listens on it. */
const FIRST = 20_000;
const COUNT = 10_000;
const ATTEMPTS = 50;

/** The wanted port when it is free on the loopback address, otherwise a drawn free one that no connection is given. */
export async function freePort(wanted?: number): Promise<number> {
  const drawn = Array.from({ length: ATTEMPTS }, () => FIRST + Math.floor(Math.random() * COUNT));
  for (const port of wanted === undefined ? drawn : [wanted, ...drawn]) {
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(
    `No free port on this machine: ${ATTEMPTS} drawn between ${FIRST} and ${FIRST + COUNT} are all taken.`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    // Without a host: a port taken on any address counts as taken, since the programs listen on different ones.
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
