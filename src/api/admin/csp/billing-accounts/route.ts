import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../modules/billing";
import { listAccounts } from "../../../../reads/billing-accounts";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { accountDocument } from "./answer";
import type { AccountsAnswer } from "./document";
import { accountsQuery } from "./validators";

/** Billing accounts, those that a failure holds up first, then by company name. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AccountsAnswer>): Promise<void> => {
    const query = readInput(accountsQuery, withoutEmpty(req.query));
    const { accounts: listed, count } = await listAccounts(req.scope, query);
    const accounts = await req.scope.resolve(BILLING_MODULE).accounts.byIds(listed.map((account) => account.id));
    const byId = new Map(accounts.map((account) => [account.id, account]));
    res.json({
      accounts: listed.flatMap(({ id, companyName, openAmount }) => {
        const account = byId.get(id);
        return account ? [accountDocument(account, companyName, openAmount)] : [];
      }),
      count,
      limit: query.limit,
      offset: query.offset,
    });
  },
);
