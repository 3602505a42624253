import { Table, Text } from "@medusajs/ui";
import type { JournalEntry } from "../../../../../api/admin/csp/billing-journal/document";
import { useJournal } from "../../../../components/accounts/api";
import { actionInWords } from "../../../../components/accounts/words";
import { instant, inWords } from "../../../../components/format";
import { PagedList } from "../../../../components/paged-list";
import { useOffset } from "../../../../components/use-offset";

type Props = { accountId: string; onOpen: (documentId: string) => void };

/** Who did what to the account and its documents. */
export function Journal({ accountId, onOpen }: Props) {
  const [offset, setOffset] = useOffset(accountId);
  const list = useJournal(accountId, offset);
  return (
    <PagedList
      list={list}
      rowsOf={(page) => page.entries}
      problem="The journal could not be read."
      empty="Nobody has changed anything by hand. What billing runs made is found with the runs."
      offset={offset}
      onOffset={setOffset}
    >
      {(entries) => <Entries entries={entries} onOpen={onOpen} />}
    </PagedList>
  );
}

function Entries({ entries, onOpen }: { entries: readonly JournalEntry[]; onOpen: (id: string) => void }) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>When</Table.HeaderCell>
          <Table.HeaderCell>What</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {entries.map((entry) => (
          <Table.Row key={`${entry.at} ${entry.action} ${JSON.stringify(entry.detail)}`}>
            <Table.Cell className="whitespace-nowrap py-2 align-top">
              {instant(entry.at)}
              <Text size="small" className="text-ui-fg-subtle truncate" style={{ maxWidth: 200 }} title={entry.actor}>
                {entry.actor}
              </Text>
            </Table.Cell>
            <Table.Cell className="py-2 align-top">
              {entry.invoice_id === null ? (
                actionInWords(entry.action)
              ) : (
                <button
                  type="button"
                  className="text-ui-fg-interactive-hover"
                  onClick={() => onOpen(entry.invoice_id ?? "")}
                >
                  {actionInWords(entry.action)}
                </button>
              )}
              <Text size="small" className="text-ui-fg-subtle" style={{ overflowWrap: "anywhere", minWidth: 200 }}>
                {detailInWords(entry.detail)}
              </Text>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

/** `credit note: CN-2026-000001, gross: 13.31 USD` or `payment terms days: 0 → 14` */
function detailInWords(detail: JournalEntry["detail"]): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${nameInWords(name)}: ${valueInWords(value)}`)
    .join(", ");
}

function nameInWords(name: string): string {
  return name.replace(/_|(?=[A-Z])/g, " ").toLowerCase();
}

function valueInWords(value: unknown): string {
  if (typeof value !== "object" || value === null) {
    return value === null ? "none" : String(value);
  }
  if ("amount" in value && "currency" in value) {
    return inWords({ amount: String(value.amount), currency: String(value.currency) });
  }
  if ("from" in value && "to" in value) {
    return `${valueInWords(value.from)} → ${valueInWords(value.to)}`;
  }
  return JSON.stringify(value);
}
