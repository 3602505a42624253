import { type NextInvoiceAnswer, nextInvoiceAnswer } from "../../../../src/api/store/csp/billing/document";
import { type Statement, statementAnswer } from "../../../../src/api/store/csp/statement/document";
import { ApiError, type MedusaClient } from "../medusa.server";

export type { NextInvoice, PlannedInvoice } from "../../../../src/api/store/csp/billing/document";
export type { Statement };

/** What the next billing run will invoice, if anything; `held_up` when it waits for a person at the seller. */
export async function readNextInvoice(api: MedusaClient): Promise<NextInvoiceAnswer> {
  return api.get("/store/csp/billing/next-invoice", nextInvoiceAnswer);
}

export type StatementDays = Readonly<{ from: string; to: string }>;

/** Days that are left empty are chosen by the API. Null before the first purchase. */
export async function readStatement(api: MedusaClient, days: StatementDays): Promise<Statement | null> {
  return (await api.get(`/store/csp/statement?${statementQuery(days)}`, statementAnswer)).statement;
}

/** The statement as a file of comma-separated values; the caller streams it on. */
export function downloadStatement(api: MedusaClient, days: StatementDays): Promise<Response> {
  return api.download(`/store/csp/statement?${statementQuery(days)}&format=csv`);
}

/** Whether the API has refused what a customer typed. */
export function isRefusedInput(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400;
}

function statementQuery({ from, to }: StatementDays): string {
  return new URLSearchParams({ from, to }).toString();
}
