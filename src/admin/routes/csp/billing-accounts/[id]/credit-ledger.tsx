import { Table, Text } from "@medusajs/ui";
import type { CreditEntry } from "../../../../../api/admin/csp/billing-accounts/[id]/credit-entries/document";
import { useCreditEntries } from "../../../../components/accounts/api";
import { CREDIT_WORDS } from "../../../../components/accounts/words";
import { instant, inWords } from "../../../../components/format";
import { PagedList } from "../../../../components/paged-list";
import { useOffset } from "../../../../components/use-offset";

type Props = { accountId: string; onOpen: (documentId: string) => void };

/** Every movement of the credit balance and what it came to. */
export function CreditLedger({ accountId, onOpen }: Props) {
  const [offset, setOffset] = useOffset(accountId);
  const list = useCreditEntries(accountId, offset);
  return (
    <PagedList
      list={list}
      rowsOf={(page) => page.credit_entries}
      problem="The credit ledger could not be read."
      empty="The balance never moved. Credit notes add to it, invoices use it up before a card is charged."
      offset={offset}
      onOffset={setOffset}
    >
      {(entries) => <Entries entries={entries} onOpen={onOpen} />}
    </PagedList>
  );
}

function Entries({ entries, onOpen }: { entries: readonly CreditEntry[]; onOpen: (id: string) => void }) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>When</Table.HeaderCell>
          <Table.HeaderCell>What</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Amount</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Balance</Table.HeaderCell>
          <Table.HeaderCell>By</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {entries.map((entry) => (
          <Table.Row key={entry.id}>
            <Table.Cell className="whitespace-nowrap">{instant(entry.created_at)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">
              {entry.invoice_id === null ? (
                CREDIT_WORDS[entry.kind]
              ) : (
                <button
                  type="button"
                  className="text-ui-fg-interactive-hover"
                  onClick={() => onOpen(entry.invoice_id ?? "")}
                >
                  {CREDIT_WORDS[entry.kind]}
                </button>
              )}
              {entry.reason === null ? null : (
                <Text size="small" className="text-ui-fg-subtle">
                  {entry.reason}
                </Text>
              )}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">{inWords(entry.amount)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">{inWords(entry.balance)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{entry.actor}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
