import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import { decidingRules, type PricingRule } from "../../../domain/pricing";
import type { PricingRuleInput, PricingRuleRecord, Segment } from "../types";

type RuleRow = {
  id: string;
  name: string;
  segment: Segment | null;
  kind: "cost_plus_margin" | "list_less_discount";
  percent: string;
  rounding_step: string | null;
  rounding: "half_up" | "half_even" | "down" | "up" | null;
  floor_margin_percent: string;
  valid_from: Date;
  valid_to: Date | null;
};

/** Rules by their start, ended ones included: an open price may still follow one of them. */
export async function listRules(db: Knex): Promise<PricingRuleRecord[]> {
  const rows = await db<RuleRow>("csp_pricing_rule").orderBy(["valid_from", "id"]);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    segment: row.segment,
    kind: row.kind,
    percent: plain(row.percent),
    rounding: row.rounding_step && row.rounding ? { step: row.rounding_step, mode: row.rounding } : null,
    floorMarginPercent: plain(row.floor_margin_percent),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** Puts a rule in force from `now` on; the rule of the same scope that was in force until now ends. */
export async function startRule(trx: Knex, input: PricingRuleInput, now: Date): Promise<string> {
  const id = generateEntityId(undefined, "crule");
  await trx("csp_pricing_rule")
    .where(input.segment === null ? trx.raw("segment is null") : { segment: input.segment })
    .whereNull("valid_to")
    .update({ valid_to: now });
  await trx("csp_pricing_rule").insert({
    id,
    name: input.name,
    segment: input.segment,
    kind: input.kind,
    percent: input.percent,
    rounding_step: input.rounding?.step ?? null,
    rounding: input.rounding?.mode ?? null,
    floor_margin_percent: input.floorMarginPercent,
    valid_from: now,
    created_at: now,
  });
  return id;
}

/** The rule as the pricing rules of the domain read it. */
export function domainRule(record: PricingRuleRecord): PricingRule {
  const options = {
    floorMarginPercent: record.floorMarginPercent,
    ...(record.rounding ? { rounding: record.rounding } : {}),
  };
  return record.kind === "cost_plus_margin"
    ? { kind: record.kind, marginPercent: record.percent, ...options }
    : { kind: record.kind, discountPercent: record.percent, ...options };
}

/**
 * Rules that decide for a segment, each with the half-open period in which it does: its own while one is in force, the
 * general ones otherwise.
 * @throws PricingRuleError naming a rule that ends before it begins
 */
export function rulesFor(segment: Segment, rules: readonly PricingRuleRecord[]): PricingRuleRecord[] {
  const scoped = rules.map((record) => ({
    id: record.id,
    scope: record.segment === null ? {} : { segment: record.segment },
    validFrom: record.validFrom,
    validUntil: record.validTo,
    record,
  }));
  return decidingRules(scoped, { segment: [segment] }).map(({ rule, from, until }) => ({
    ...rule.record,
    validFrom: from,
    validTo: until,
  }));
}

/** The earlier of two ends; null = never. */
export function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) {
    return a ?? b;
  }
  return a < b ? a : b;
}

/** `10.0000` as the database keeps it -> `10`. */
function plain(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}
