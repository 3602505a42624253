import { removePlaces } from "../../sandbox/postgres";

/** Stops the PostgreSQL that `global-setup` started, if it did. */
export default async function globalTeardown(): Promise<void> {
  const database = globalThis.seatlineTestDatabase;
  await database?.server.stop();
  if (database) {
    await removePlaces(database.folder);
  }
}
