import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ModulesSdkUtils } from "@medusajs/framework/utils";
import { isSheetOrdered } from "../../src/reads/sheet-orders";
import { insertAny } from "../support/any-row";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";

const FROM = "2026-03-01T00:00:00.000Z";
const database = `sheet_orders_${process.pid}_${Date.now()}`;
let db: Knex;

beforeAll(async () => {
  await createDatabaseWith("tables", database);
  db = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl(database), schema: "public" }) as Knex;
  const price = { plan_id: "plan_1", vendor_from: FROM, revision: 1, price_sheet_id: "sheet_1" };
  await insertAny(db, "csp_price", price);
  const sale = { id: "sale_1", plan_id: "plan_1", price_from: FROM, price_revision: 1, valid_from: FROM };
  await insertAny(db, "csp_sale_price", sale);
  const facts = JSON.stringify({ lines: [{ planId: "plan_1", price: { priceVersion: "sale_1" } }] });
  await insertAny(db, "csp_quote", { id: "quote_1", facts, created_at: FROM, expires_at: "2026-03-02T00:00:00.000Z" });
}, DATABASE_WITHIN_MS);

beforeEach(() => db("csp_checkout").delete());

afterAll(async () => {
  await db?.destroy();
  await dropDatabase(database);
});

describe("a price sheet is ordered by", () => {
  it.each([
    ["open", true],
    ["authorised", true],
    ["ordered", true],
    ["expired", false],
    ["failed", false],
  ])("a checkout that is %s: %s", async (state, isOrdered) => {
    const order_id = state === "ordered" ? "order_1" : null;
    await insertAny(db, "csp_checkout", { quote_id: "quote_1", state, order_id, currency: "USD", attempt: 1 });
    expect(await isSheetOrdered(db, "sheet_1")).toBe(isOrdered);
    expect(await isSheetOrdered(db, "sheet_2")).toBe(false);
  });

  it("what the asking transaction itself sees", async () => {
    await db.transaction(async (trx) => {
      const columns = { quote_id: "quote_1", state: "open", currency: "USD", attempt: 1 };
      await insertAny(trx, "csp_checkout", columns);
      expect(await isSheetOrdered(trx, "sheet_1")).toBe(true);
      await trx("csp_checkout").delete();
    });
  });
});
