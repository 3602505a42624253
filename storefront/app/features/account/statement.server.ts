import { type FormMemory, NO_MEMORY } from "../../components/ui/field";
import { readStatement, type Statement, type StatementDays } from "../../server/api/billing.server";
import { withFieldProblems } from "../../server/forms.server";
import type { MedusaClient } from "../../server/medusa.server";

/** The days that the page's address asks for; empty where it does not say. */
export function statementDays(query: URLSearchParams): StatementDays {
  return { from: query.get("from")?.trim() ?? "", to: query.get("to")?.trim() ?? "" };
}

/** The statement of the days, or what is wrong with them beside the fields. */
export async function loadStatement(
  api: MedusaClient,
  days: StatementDays,
): Promise<{ statement: Statement | null; memory: FormMemory }> {
  const answer = await withFieldProblems(
    { ...days },
    (field) => field,
    () => readStatement(api, days),
  );
  return answer.ok ? { statement: answer.result, memory: NO_MEMORY } : { statement: null, memory: answer.failure };
}
