import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { addDays } from "../../../../domain/calendar";
import { type CompanyStatement, readStatement } from "../../../../processes/billing/statement/read-statement";
import { statementCsv } from "../../../../processes/billing/statement/statement-csv";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { companyOf, nowOf } from "../../../http/request-context";
import { statementDocument } from "./answer";
import type { StatementAnswer } from "./document";
import { statementQuery } from "./validators";

/** What the session's company owed, what changed it and what it owes, over days of its choice. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> => {
  const { from, to, format } = readInput(statementQuery, withoutEmpty(req.query));
  const company = await companyOf(req);
  const statement =
    company && (await readStatement(req.scope, { companyId: company.id, from, to, now: nowOf(req.scope) }));
  if (format === "json") {
    const answer: StatementAnswer = { statement: statement && statementDocument(statement) };
    res.json(answer);
    return;
  }
  if (!statement) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no statement before the first purchase.");
  }
  sendCsv(res, statement);
});

function sendCsv(res: MedusaResponse, statement: CompanyStatement): void {
  const { start, end } = statement.period;
  res.setHeader("content-type", "text/csv; charset=utf-8");
  res.setHeader("content-disposition", `attachment; filename="statement-${start}-${addDays(end, -1)}.csv"`);
  res.setHeader("cache-control", "private, no-store");
  res.send(statementCsv(statement));
}
