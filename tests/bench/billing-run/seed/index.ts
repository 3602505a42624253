import { migrate } from "../schema";
import { withClient } from "../server";
import { billedHistoryStatements } from "./billed-history";
import { expectedLineStatements } from "./expected-lines";
import { populationStatements, type SeedOptions } from "./population";
import { productRowStatements } from "./product-rows";

export { PLACES, type SeedOptions } from "./population";

/** Fills an empty database with the tables of the modules and the rows of a world in which everything is due. */
export async function seed(url: string, options: SeedOptions): Promise<void> {
  await withClient(url, async (client) => {
    await migrate(client, ["company", "subscription", "billing"]);
    // The rows are consistent by construction; looking up each reference again would only take time.
    await client.query("set session_replication_role = replica");
    const statements = [
      ...populationStatements(options),
      ...productRowStatements(options),
      ...billedHistoryStatements(options),
      ...expectedLineStatements(options),
    ];
    for (const statement of statements) {
      await client.query(statement);
    }
    await client.query("vacuum analyze");
  });
}
