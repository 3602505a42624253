/**
 * `medusa start` on the database that DATABASE_URL names and a free port, until it is killed. Prints where it listens.
 */
import start from "@medusajs/medusa/commands/start";
import { freePort } from "../../../sandbox/net/free-port";
import "../environment";

async function serve(): Promise<string> {
  const port = await freePort();
  await start({ directory: process.cwd(), port });
  return `http://localhost:${port}`;
}

serve().then(
  (url) => process.stdout.write(`listening ${url}\n`),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
