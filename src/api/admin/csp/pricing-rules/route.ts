import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { startPricingRule } from "../../../../processes/catalog";
import { route } from "../../../http/define-route";
import { actorOf, nowOf } from "../../../http/request-context";
import { ruleDocument } from "./answer";
import type { RulesAnswer, StartedRuleAnswer } from "./document";
import { readRule } from "./read-rule";

/** Rules in force and ended ones, the latest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<RulesAnswer>): Promise<void> => {
  const rules = await req.scope.resolve(CATALOG_MODULE).listPricingRules();
  res.json({ pricing_rules: rules.reverse().map(ruleDocument) });
});

/** Puts a rule in force and reprices what is on sale; the rule of the same segment before it ends. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<StartedRuleAnswer>): Promise<void> => {
    const rule = readRule(req);
    const id = await startPricingRule(req.scope, rule, nowOf(req.scope), actorOf(req));
    res.status(201).json({ id });
  },
);
