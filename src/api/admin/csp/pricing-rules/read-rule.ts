import type { MedusaRequest } from "@medusajs/framework/http";
import { settingsOf } from "../../../../connections/settings";
import { minorUnitDigits } from "../../../../domain/money";
import { InputError } from "../../../../errors/input-error";
import type { PricingRuleInput } from "../../../../modules/catalog";
import { readInput } from "../../../http/read-input";
import { ruleBody } from "./document";

/** The rule of a request's body, for the shop's currency. @throws InputError */
export function readRule(req: MedusaRequest): PricingRuleInput {
  const body = readInput(ruleBody, req.body);
  const { currency } = settingsOf(req.scope).seller;
  if (body.rounding && !isWholeCoins(body.rounding.step, currency)) {
    throw InputError.of("rounding.step", `must be more than 0 and whole coins of ${currency}`);
  }
  return {
    name: body.name,
    segment: body.segment ?? null,
    kind: body.kind,
    percent: body.percent,
    rounding: body.rounding ?? null,
    floorMarginPercent: body.floor_margin_percent,
  };
}

function isWholeCoins(step: string, currency: string): boolean {
  const decimals = step.split(".")[1]?.replace(/0+$/, "") ?? "";
  return Number(step) > 0 && decimals.length <= minorUnitDigits(currency);
}
