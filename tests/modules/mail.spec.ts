import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { MailService } from "../../src/modules/mail";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";

const database = `mail_${process.pid}_${Date.now()}`;
let db: Knex;

beforeAll(async () => {
  await createDatabaseWith("tables", database);
  db = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl(database), schema: "public" }) as Knex;
}, DATABASE_WITHIN_MS);

afterAll(async () => {
  await db?.destroy();
  await dropDatabase(database);
});

it("forgets what waits for an address however the address was typed, and nothing of another", async () => {
  const mails = new MailService({ [ContainerRegistrationKeys.PG_CONNECTION]: db });
  const ask = (id: string, to: string) =>
    mails.ask({ id, template: "order_received", to, sealed: "sealed", usefulForMs: null });
  await ask("m1", "Ann_Lee@Fabrikam.example");
  await ask("m2", "ann_lee@fabrikam.example");
  await ask("m3", "annxlee@fabrikam.example");
  await mails.forget("ann_lee@fabrikam.example");
  expect(await db("csp_mail").pluck("id")).toEqual(["m3"]);
});
