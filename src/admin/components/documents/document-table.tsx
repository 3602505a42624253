import { Table, Text } from "@medusajs/ui";
import type { Invoice } from "../../../api/admin/csp/invoices/document";
import { day, inWords } from "../format";

import { DocumentStatusBadge } from "./status-badge";
import { DOCUMENT_WORDS, nameOf } from "./words";

type Props = { documents: readonly Invoice[]; onOpen: (id: string) => void; withCompany?: boolean };

/** Invoices, drafts and credit notes; a row opens the document. */
export function DocumentTable({ documents, onOpen, withCompany = true }: Props) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Document</Table.HeaderCell>
          <Table.HeaderCell>Status</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Total</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Due</Table.HeaderCell>
          <Table.HeaderCell>Kind</Table.HeaderCell>
          <Table.HeaderCell>Issued</Table.HeaderCell>
          <Table.HeaderCell>Service period</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {documents.map((document) => (
          <Table.Row key={document.id} className="cursor-pointer" onClick={() => onOpen(document.id)}>
            <Table.Cell>
              <button
                type="button"
                className="text-ui-fg-interactive-hover whitespace-nowrap"
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(document.id);
                }}
              >
                {nameOf(document)}
              </button>
              {withCompany ? (
                <Text
                  size="small"
                  className="text-ui-fg-subtle truncate"
                  style={{ maxWidth: "min(240px, 40vw)" }}
                  title={document.company_name}
                >
                  {document.company_name}
                </Text>
              ) : null}
            </Table.Cell>
            <Table.Cell>
              <DocumentStatusBadge status={document.status} />
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">{inWords(document.total)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">
              {inWords(document.amount_due)}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{DOCUMENT_WORDS[document.kind]}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{day(document.issued_on)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">
              {day(document.period.start_on)} – {day(document.period.last_on)}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
