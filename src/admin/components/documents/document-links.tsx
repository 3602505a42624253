import { Text } from "@medusajs/ui";
import type { Invoice } from "../../../api/admin/csp/invoices/document";
import { day, inWords } from "../format";
import { PageLink } from "../page-link";
import { DocumentStatusBadge } from "./status-badge";
import { nameOf } from "./words";

/** Documents under each other; each leads to itself on the page of invoices. */
export function DocumentLinks({ documents }: { documents: readonly Invoice[] }) {
  return (
    <ul className="flex flex-col gap-1">
      {documents.map((document) => (
        <li key={document.id} className="flex flex-wrap items-center justify-between gap-x-4">
          <span className="flex flex-wrap items-center gap-x-2">
            <PageLink to={`/csp/invoices?document=${encodeURIComponent(document.id)}`}>{nameOf(document)}</PageLink>
            <Text as="span" size="small" className="text-ui-fg-subtle whitespace-nowrap">
              {day(document.issued_on)}
            </Text>
            <DocumentStatusBadge status={document.status} />
          </span>
          <Text as="span" size="small" className="ml-auto whitespace-nowrap tabular-nums">
            {inWords(document.total)}
          </Text>
        </li>
      ))}
    </ul>
  );
}
