import { Badge, Table, Text } from "@medusajs/ui";
import type { InvoiceSummary } from "./api";
import { day, inWords, statusLooks } from "./words";

type Props = { invoices: readonly InvoiceSummary[]; onOpen: (id: string) => void };

/** Invoices of all companies; a row opens the invoice. */
export function InvoiceTable({ invoices, onOpen }: Props) {
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>Number</Table.HeaderCell>
            <Table.HeaderCell>Company</Table.HeaderCell>
            <Table.HeaderCell>Issued</Table.HeaderCell>
            <Table.HeaderCell>Service period</Table.HeaderCell>
            <Table.HeaderCell>Status</Table.HeaderCell>
            <Table.HeaderCell className="text-right">Total</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {invoices.map((invoice) => (
            <Table.Row key={invoice.id} className="cursor-pointer" onClick={() => onOpen(invoice.id)}>
              <Table.Cell>
                <button
                  type="button"
                  className="text-ui-fg-interactive whitespace-nowrap"
                  onClick={(event) => {
                    event.stopPropagation();
                    onOpen(invoice.id);
                  }}
                >
                  {invoice.number}
                </button>
              </Table.Cell>
              <Table.Cell>
                <Text size="small" className="truncate" style={{ maxWidth: 280 }} title={invoice.company_name}>
                  {invoice.company_name}
                </Text>
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">{day(invoice.issued_on)}</Table.Cell>
              <Table.Cell className="whitespace-nowrap">
                {day(invoice.period.start_on)} – {day(invoice.period.last_on)}
              </Table.Cell>
              <Table.Cell>
                <Badge size="2xsmall" color={statusLooks[invoice.status].color} className="whitespace-nowrap">
                  {statusLooks[invoice.status].word}
                </Badge>
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap text-right">{inWords(invoice.total)}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  );
}
