import { Badge, Table, Text } from "@medusajs/ui";
import { Link, useNavigate } from "react-router-dom";
import type { Account } from "../../../../api/admin/csp/billing-accounts/document";

import { alignmentInWords } from "../../../components/accounts/words";
import { instant, inWords } from "../../../components/format";

/** Billing accounts; a row opens the account. */
export function AccountTable({ accounts }: { accounts: readonly Account[] }) {
  const navigate = useNavigate();
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Company</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Open</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Credit</Table.HeaderCell>
          <Table.HeaderCell>Next run</Table.HeaderCell>
          <Table.HeaderCell>Billed on</Table.HeaderCell>
          <Table.HeaderCell>Parked because</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {accounts.map((account) => (
          <Table.Row
            key={account.id}
            className="cursor-pointer"
            onClick={() => navigate(`/csp/billing-accounts/${account.id}`)}
          >
            <Table.Cell>
              <Link to={`/csp/billing-accounts/${account.id}`} className="text-ui-fg-interactive-hover">
                {account.company_name}
              </Link>
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">
              {inWords(account.open_amount)}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">
              {inWords(account.credit_balance)}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">
              {account.next_run_at === null ? "–" : instant(account.next_run_at)}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{alignmentInWords(account)}</Table.Cell>
            <Table.Cell>
              {account.parked_reason === null ? null : (
                <span className="flex items-center gap-2">
                  <Badge size="2xsmall" color="red">
                    Parked
                  </Badge>
                  <Text
                    size="small"
                    className="text-ui-fg-error truncate"
                    style={{ maxWidth: 240 }}
                    title={account.parked_reason}
                  >
                    {account.parked_reason}
                  </Text>
                </span>
              )}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
