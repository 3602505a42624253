import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { addDays, type LocalDate, laterDate } from "../../../domain/calendar";
import type { Discount, DiscountValue } from "../../../domain/discounts";
import { money } from "../../../domain/money";
import { toInteger } from "./numbers";

type Row = {
  id: string;
  name: string;
  kind: DiscountValue["kind"];
  percent: string | null;
  amount: string | null;
  currency: string | null;
  per: "line" | "invoice" | null;
  scope: Discount["scope"];
  condition: Discount["condition"];
  customers: Discount["customers"];
  valid_from: string;
  valid_until: string | null;
  stacking_order: number;
  exclusive: boolean;
};

const SELECT = `id, name, kind, percent, amount, currency, per, scope, condition, customers, valid_from::text,
  valid_until::text, stacking_order, exclusive`;

/** `withdrawn`: it had not begun, so nothing was billed with it, and it is gone. */
export type EndDiscountResult =
  | { readonly outcome: "ended" | "withdrawn"; readonly discount: Discount }
  /** Nothing was written: the discount as it stands ends on that day, or before. */
  | { readonly outcome: "over"; readonly discount: Discount };

/**
 * Discounts as they were agreed. A discount is never edited, because charge periods were billed with it; another
 * agreement is another discount.
 */
export class DiscountRepository {
  constructor(private readonly db: Knex) {}

  /** All discounts, or those that count on a day (`validFrom` included, `validUntil` not), in the order they stack. */
  async list(filter: { readonly on?: LocalDate } = {}): Promise<Discount[]> {
    const query = this.db("csp_discount");
    if (filter.on !== undefined) {
      const { on } = filter;
      query
        .where("valid_from", "<=", on)
        .where((open) => open.whereNull("valid_until").orWhere("valid_until", ">", on));
    }
    const rows = (await query.orderBy(["stacking_order", "id"]).select(this.db.raw(SELECT))) as Row[];
    return rows.map(toDiscount);
  }

  async byId(id: string): Promise<Discount | null> {
    const row = (await this.db("csp_discount").where({ id }).first(this.db.raw(SELECT))) as Row | undefined;
    return row ? toDiscount(row) : null;
  }

  /** Keeps a discount that `checkDiscount` accepted, under a new id. */
  async create(discount: Omit<Discount, "id">, now: Date, db: Knex = this.db): Promise<Discount> {
    const created = { ...discount, id: generateEntityId(undefined, "cspdisc") };
    await db("csp_discount").insert({ ...toRow(created), created_at: now });
    return created;
  }

  /**
   * Ends a discount: `on` is the first day on which it no longer counts. One that has not begun is removed when it is
   * ended before its first day; one that has counts for at least that day, on which periods may have been billed with
   * it. An end can be brought forward, never put off: periods may have been billed without it.
   *
   * @param reached the last day that any account has reached, wherever it is
   * @returns null when there is no such discount.
   */
  async end(
    id: string,
    day: { readonly on: LocalDate; readonly reached: LocalDate },
    db: Knex = this.db,
  ): Promise<EndDiscountResult | null> {
    return db.transaction(async (trx) => {
      const row = (await trx("csp_discount").where({ id }).forUpdate().first(trx.raw(SELECT))) as Row | undefined;
      if (!row) {
        return null;
      }
      const discount = toDiscount(row);
      if (day.on <= discount.validFrom && discount.validFrom > day.reached) {
        await trx("csp_discount").where({ id }).delete();
        return { outcome: "withdrawn", discount };
      }
      const validUntil = laterDate(day.on, addDays(discount.validFrom, 1));
      if (discount.validUntil !== null && discount.validUntil <= validUntil) {
        return { outcome: "over", discount };
      }
      await trx("csp_discount").where({ id }).update({ valid_until: validUntil });
      return { outcome: "ended", discount: { ...discount, validUntil } };
    });
  }
}

function toRow(discount: Discount) {
  const { value } = discount;
  const amount = value.kind === "amount" ? value : null;
  return {
    id: discount.id,
    name: discount.name,
    kind: value.kind,
    percent: value.kind === "percentage" ? value.percent : null,
    amount: amount?.amount.amount ?? null,
    currency: amount?.amount.currency ?? null,
    per: amount?.per ?? null,
    scope: JSON.stringify(discount.scope),
    condition: JSON.stringify(discount.condition),
    customers: JSON.stringify(discount.customers),
    valid_from: discount.validFrom,
    valid_until: discount.validUntil,
    stacking_order: discount.order,
    exclusive: discount.exclusive,
  };
}

function toDiscount(row: Row): Discount {
  return {
    id: row.id,
    name: row.name,
    value: toValue(row),
    scope: row.scope,
    condition: row.condition,
    customers: row.customers,
    validFrom: row.valid_from,
    validUntil: row.valid_until,
    order: row.stacking_order,
    exclusive: row.exclusive,
  };
}

/** @throws Error when the row's value is incomplete, which the table's own check rules out. */
function toValue(row: Row): DiscountValue {
  if (row.kind === "percentage" && row.percent !== null) {
    return { kind: "percentage", percent: row.percent };
  }
  if (row.kind === "amount" && row.amount !== null && row.currency !== null && row.per !== null) {
    return { kind: "amount", amount: money(toInteger(row.amount), row.currency), per: row.per };
  }
  throw new Error(`The discount ${row.id} has no readable value.`);
}
