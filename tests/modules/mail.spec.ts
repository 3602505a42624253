import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { MailService } from "../../src/modules/mail";
import { emptyTables } from "../support/any-row";
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

const mails = () => new MailService({ [ContainerRegistrationKeys.PG_CONNECTION]: db });

beforeEach(() => emptyTables(db, ["csp_mail"]));

it("forgets what waits for an address however the address was typed, and nothing of another", async () => {
  const ask = (id: string, to: string) =>
    mails().write({ id, template: "order_received", to, sealed: "sealed", usefulForMs: null });
  await ask("m1", "Ann_Lee@Fabrikam.example");
  await ask("m2", "ann_lee@fabrikam.example");
  await ask("m3", "annxlee@fabrikam.example");
  await mails().forget("ann_lee@fabrikam.example");
  expect(await db("csp_mail").pluck("id")).toEqual(["m3"]);
});

it("forgets whom a mail was for when whoever asked has not asked again for a day, and learns it anew when they do", async () => {
  const ask = (id: string, sealed: string | null) =>
    mails().write({ id, template: "order_waits", to: "ann@fabrikam.example", sealed, usefulForMs: null });
  const recipients = async () =>
    new Map(
      await db("csp_mail")
        .select<{ id: string; recipient: string | null }[]>("id", "recipient")
        .then((rows) => rows.map((row) => [row.id, row.recipient])),
    );
  await ask("asked again", null);
  await ask("asked no more", null);
  await ask("kept", "sealed");
  await db("csp_mail")
    .whereNot({ id: "asked again" })
    .update({ next_at: db.raw("now() - interval '25 hours'") });
  expect(await mails().forgetUnasked(10)).toBe(1);
  expect(await recipients()).toEqual(
    new Map([
      ["asked again", "ann@fabrikam.example"],
      ["asked no more", null],
      ["kept", "ann@fabrikam.example"],
    ]),
  );
  await ask("asked no more", null);
  expect((await recipients()).get("asked no more")).toBe("ann@fabrikam.example");
});

it("says of a mail that is asked for whether it waits, which one that went out or never will does not", async () => {
  const ask = () =>
    mails().write({ id: "m1", template: "renewal_done", to: "ann@fabrikam.example", sealed: "s", usefulForMs: 1_000 });
  expect([await ask(), await ask()]).toEqual([true, true]);
  await mails().sent("m1");
  expect(await ask()).toBe(false);
  await db("csp_mail").update({ state: "given_up" });
  expect(await ask()).toBe(false);
  expect(await db("csp_mail").pluck("sealed")).toEqual([null]);
});
