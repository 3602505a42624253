/** Serves the application on the database that DATABASE_URL names, until it is killed. Prints where it listens. */
import { bootMedusa } from "./boot";
import "../environment";

bootMedusa(process.env.DATABASE_URL ?? "").then(
  ({ url }) => process.stdout.write(`listening ${url}\n`),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
