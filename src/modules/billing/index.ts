import { Module } from "@medusajs/framework/utils";
import BillingModuleService from "./service";

export const BILLING_MODULE = "csp_billing";

export { newId } from "./new-id";
export type { ChargePlan } from "./repositories/charging";
export type { CheckResult } from "./repositories/checks";
export type { CreditSplit } from "./repositories/credit-notes";
export type { CorrectedInvoice, StoredCharge, StoredMove } from "./repositories/line-credits";
export type { InvoiceEffect } from "./repositories/outcomes";
export { CASES_OF_UNPAID } from "./repositories/payment-cases";
export type { FollowedReversal } from "./repositories/payments-booked";
export type { ReversalCases } from "./repositories/reversals";
export type { RunProgress } from "./repositories/runs";
export type { StatementEntry } from "./repositories/statement";
export type { NamedCard } from "./repositories/taken-money";
export type { EarlierLine } from "./repositories/traces";
export type * from "./types";
export { BillingModuleService };

declare module "@medusajs/framework/types" {
  interface ModuleImplementations {
    [BILLING_MODULE]: BillingModuleService;
  }
}

export default Module(BILLING_MODULE, { service: BillingModuleService });
