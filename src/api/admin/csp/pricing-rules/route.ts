import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../../../connections/settings";
import { minorUnitDigits } from "../../../../domain/money";
import { InputError } from "../../../../errors/input-error";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { startPricingRule } from "../../../../processes/catalog";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { ruleDocument } from "./answer";
import { type RulesAnswer, ruleBody, type StartedRuleAnswer } from "./document";

/** Rules in force and ended ones, the latest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RulesAnswer>): Promise<void> => {
  const rules = await req.scope.resolve(CATALOG_MODULE).listPricingRules();
  res.json({ pricing_rules: rules.reverse().map(ruleDocument) });
});

/** Puts a rule in force and reprices what is on sale; the rule of the same segment before it ends. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<StartedRuleAnswer>): Promise<void> => {
    const body = readInput(ruleBody, req.body);
    const { currency } = settingsOf(req.scope).seller;
    if (body.rounding && !isWholeCoins(body.rounding.step, currency)) {
      throw InputError.of("rounding.step", `must be more than 0 and whole coins of ${currency}`);
    }
    const id = await startPricingRule(
      req.scope,
      {
        name: body.name,
        segment: body.segment ?? null,
        kind: body.kind,
        percent: body.percent,
        rounding: body.rounding ?? null,
        floorMarginPercent: body.floor_margin_percent,
      },
      nowOf(req.scope),
    );
    res.status(201).json({ id });
  },
);

function isWholeCoins(step: string, currency: string): boolean {
  const decimals = step.split(".")[1]?.replace(/0+$/, "") ?? "";
  return Number(step) > 0 && decimals.length <= minorUnitDigits(currency);
}
