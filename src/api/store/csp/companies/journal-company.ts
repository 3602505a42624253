import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { COMPANY_MODULE } from "../../../../modules/company";
import { actorOf, nowOf } from "../../../http/request-context";

type CompanyAct = "change" | "correct_address";

/**
 * Journals what a customer did to the company he acts for, in the transaction of what was done; `detail` holds no names
 * and no addresses.
 */
export async function journalCompany(
  req: AuthenticatedMedusaRequest,
  companyId: string,
  action: CompanyAct,
  detail: Readonly<Record<string, unknown>>,
  trx: Knex,
): Promise<void> {
  const act = { at: nowOf(req.scope), actor: actorOf(req), action, objectId: companyId, detail };
  await req.scope.resolve(COMPANY_MODULE).recordAct(trx, act);
}
