import fc from "fast-check";
import { addDays } from "../../src/domain/calendar";
import { type Discount, discountInWords } from "../../src/domain/discounts";
import { money } from "../../src/domain/money";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";

const NOW = new Date("2026-03-15T10:00:00Z");
const TODAY = "2026-03-15";

let database: BillingDatabase;

beforeAll(async () => {
  database = await createBillingDatabase("billing_discounts");
});
afterAll(() => database.drop());
beforeEach(() => database.db("csp_discount").delete());

const AGREED: Omit<Discount, "id"> = {
  name: "Three of Microsoft",
  value: { kind: "percentage", percent: "2" },
  scope: { kind: "vendor", vendor: "partner-center" },
  condition: { kind: "vendor_mix", vendor: "partner-center", products: 3 },
  customers: { kind: "all" },
  validFrom: "2026-03-01",
  validUntil: null,
  order: 100,
  exclusive: false,
};

const keep = (changes: Partial<Discount> = {}) => database.billing.discounts.create({ ...AGREED, ...changes }, NOW);
const namesOn = async (on?: string) =>
  (await database.billing.discounts.list(on === undefined ? {} : { on })).map((discount) => discount.name);

const ids = fc.uniqueArray(fc.stringMatching(/^[a-z_0-9]{1,20}$/), { minLength: 1, maxLength: 5 });
const text = fc.stringMatching(/^[ -~äöü"'\\]{1,40}$/);
const day = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays("2020-01-01", days));
const anyDiscount: fc.Arbitrary<Omit<Discount, "id">> = fc.record({
  name: text,
  value: fc.oneof(
    fc.integer({ min: 1, max: 1_000 }).map((tenths) => ({ kind: "percentage" as const, percent: String(tenths / 10) })),
    fc.record({
      kind: fc.constant("amount" as const),
      amount: fc
        .tuple(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), fc.constantFrom("USD", "JPY", "KWD"))
        .map(([minor, currency]) => money(minor, currency)),
      per: fc.constantFrom("line" as const, "invoice" as const),
    }),
  ),
  scope: fc.oneof(
    fc.constant({ kind: "all" as const }),
    text.map((vendor) => ({ kind: "vendor" as const, vendor })),
    ids.map((productIds) => ({ kind: "products" as const, productIds })),
    ids.map((planIds) => ({ kind: "plans" as const, planIds })),
    ids.map((subscriptionIds) => ({ kind: "subscriptions" as const, subscriptionIds })),
  ),
  condition: fc.oneof(
    fc.constant({ kind: "none" as const }),
    fc.record({ kind: fc.constant("vendor_mix" as const), vendor: text, products: fc.integer({ min: 1, max: 99 }) }),
    fc.record({ kind: fc.constant("seats" as const), atLeast: fc.integer({ min: 1, max: 9_999 }) }),
  ),
  customers: fc.oneof(
    fc.constant({ kind: "all" as const }),
    ids.map((companyIds) => ({ kind: "companies" as const, companyIds })),
  ),
  validFrom: day,
  validUntil: fc.constant(null),
  order: fc.integer({ min: 0, max: 10_000 }),
  exclusive: fc.boolean(),
});

describe("a discount that is kept", () => {
  it("comes back as it was agreed, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(anyDiscount, fc.option(fc.integer({ min: 1, max: 900 })), async (discount, days) => {
        const agreed = { ...discount, validUntil: days === null ? null : addDays(discount.validFrom, days) };
        const created = await database.billing.discounts.create(agreed, NOW);
        expect(created).toEqual({ ...agreed, id: expect.stringMatching(/^cspdisc_/) });
        expect(await database.billing.discounts.byId(created.id)).toEqual(created);
      }),
      { numRuns: 60 },
    );
  });

  it("is listed in the order it stacks, ties by id", async () => {
    await keep({ name: "last", order: 300 });
    await keep({ name: "tied" });
    const moved = await keep({ name: "tied, smaller id" });
    await database.db("csp_discount").where({ id: moved.id }).update({ id: "cspdisc_0" });
    await keep({ name: "first", order: 1 });
    const listed = await database.billing.discounts.list();
    expect(listed.map((one) => one.name)).toEqual(["first", "tied, smaller id", "tied", "last"]);
    expect(discountInWords(listed[0]?.value ?? { kind: "percentage", percent: "0" })).toBe("2%");
  });

  it.each([
    ["2026-02-28", []],
    ["2026-03-01", ["open", "short"]],
    ["2026-03-31", ["open", "short"]],
    ["2026-04-01", ["open"]],
    ["2036-04-01", ["open"]],
  ])("counts on %s: %j", async (on, names) => {
    await keep({ name: "open" });
    await keep({ name: "short", validUntil: "2026-04-01" });
    expect((await namesOn(on)).sort()).toEqual(names);
    expect(await namesOn()).toHaveLength(2);
  });

  it.each([
    { validUntil: "2026-03-01" },
    { value: { kind: "amount", amount: money(0, "USD"), per: "line" } } as const,
    { value: { kind: "amount", amount: money(-1, "USD"), per: "line" } } as const,
  ])("is refused by the table itself when it is nonsense: %j", async (changes) => {
    await expect(keep(changes)).rejects.toThrow("csp_discount");
    expect(await namesOn()).toEqual([]);
  });
});

describe("ending a discount", () => {
  it.each([
    // Ended on or before its first day, before any account reached it: it never counted.
    ["2026-02-27", "2026-02-27", "withdrawn", null],
    ["2026-03-01", "2026-02-28", "withdrawn", null],
    // An account has reached the first day and may have been billed with it, so it counted for that day.
    ["2026-03-01", "2026-03-01", "ended", "2026-03-02"],
    ["2026-02-28", "2026-03-01", "ended", "2026-03-02"],
    ["2026-03-02", "2026-02-28", "ended", "2026-03-02"],
    ["2026-03-03", "2026-03-03", "ended", "2026-03-03"],
    ["2026-06-30", "2026-03-03", "ended", "2026-06-30"],
    // It has an end already, which is never put off.
    ["2026-07-01", "2026-03-03", "over", "2026-07-01"],
    ["2026-07-02", "2026-03-03", "over", "2026-07-01"],
  ])("on %s, when the days up to %s were reached: %s", async (on, reached, outcome, validUntil) => {
    const { id } = await keep({ validUntil: "2026-07-01" });
    expect((await database.billing.discounts.end(id, { on, reached }))?.outcome).toBe(outcome);
    const kept = await database.billing.discounts.byId(id);
    expect(kept?.validUntil ?? null).toBe(validUntil);
    expect(kept === null).toBe(outcome === "withdrawn");
  });

  it("tells the discount as it is afterwards, and changes nothing else of it", async () => {
    const open = await keep();
    const ended = await database.billing.discounts.end(open.id, { on: "2026-05-01", reached: TODAY });
    expect(ended?.discount).toEqual({ ...open, validUntil: "2026-05-01" });
    expect(await database.billing.discounts.byId(open.id)).toEqual(ended?.discount);
  });

  it("ends only the one that is named, and knows none that does not exist", async () => {
    const one = await keep({ name: "one" });
    await keep({ name: "other" });
    await database.billing.discounts.end(one.id, { on: "2026-04-01", reached: TODAY });
    expect(await namesOn("2026-04-01")).toEqual(["other"]);
    const other = await keep({ name: "withdrawn", validFrom: "2026-08-01" });
    await database.billing.discounts.end(other.id, { on: TODAY, reached: TODAY });
    expect(await namesOn()).toHaveLength(2);
    expect(await database.billing.discounts.end("cspdisc_none", { on: "2026-04-01", reached: TODAY })).toBeNull();
    expect(await database.billing.discounts.byId("cspdisc_none")).toBeNull();
  });

  it("keeps the earlier end of several at once", async () => {
    const { id } = await keep();
    const days = ["04-01", "05-01", "06-01", "07-01", "08-01", "09-01"].map((day) => `2026-${day}`);
    await Promise.all(days.map((on) => database.billing.discounts.end(id, { on, reached: TODAY })));
    expect((await database.billing.discounts.byId(id))?.validUntil).toBe("2026-04-01");
  });
});
