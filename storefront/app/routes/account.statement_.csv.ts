import { redirect } from "react-router";
import { statementDays } from "../features/account/statement.server";
import { downloadStatement, isRefusedInput } from "../server/api/billing.server";
import { guardedCustomer } from "../server/guards.server";
import { sendFile } from "../server/send-file.server";
import type { Route } from "./+types/account.statement_.csv";

/** Streams the statement as a file for a spreadsheet. Days that do not work are explained on the statement's page. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const days = statementDays(url.searchParams);
  return guardedCustomer({ context, url }, async (api) => {
    try {
      const file = await downloadStatement(api, days);
      return sendFile(file, { type: "text/csv; charset=utf-8", name: `statement-${days.from}-${days.to}.csv` });
    } catch (error) {
      if (isRefusedInput(error)) {
        throw redirect(`/account/statement?${new URLSearchParams(days)}`);
      }
      throw error;
    }
  });
}
