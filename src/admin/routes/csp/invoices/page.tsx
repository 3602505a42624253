import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ReceiptPercent } from "@medusajs/icons";
import { Container, Input } from "@medusajs/ui";
import { useState } from "react";
import type { InvoiceKind, InvoiceStatus } from "../../../../api/admin/csp/invoices/document";
import { Choice } from "../../../components/choice";

import { DocumentDrawer } from "../../../components/documents/document-drawer";
import { DocumentList } from "../../../components/documents/document-list";
import { useOpenDocument } from "../../../components/documents/use-open-document";
import { DOCUMENT_WORDS, STATUS_LOOKS } from "../../../components/documents/words";
import { SectionHeader } from "../../../components/section-header";

type OrAll<T> = T | "all";

const kinds: [OrAll<InvoiceKind>, string][] = [
  ["all", "All kinds"],
  ...(Object.entries(DOCUMENT_WORDS) as [InvoiceKind, string][]),
];
const statuses: [OrAll<InvoiceStatus>, string][] = [
  ["all", "Any status"],
  ...Object.entries(STATUS_LOOKS).map(([status, { word }]): [InvoiceStatus, string] => [status as InvoiceStatus, word]),
];

const InvoicesPage = () => {
  const [q, setQ] = useState("");
  const [kind, setKind] = useState<OrAll<InvoiceKind>>("all");
  const [status, setStatus] = useState<OrAll<InvoiceStatus>>("all");
  const { shown, show } = useOpenDocument();
  const filter = {
    q: q.trim(),
    kind: kind === "all" ? undefined : kind,
    status: status === "all" ? undefined : status,
  };
  const isFiltered = filter.q !== "" || filter.kind !== undefined || filter.status !== undefined;
  return (
    <>
      <Container className="divide-y p-0">
        <SectionHeader
          level="h1"
          title="Invoices"
          words="Invoices, drafts and credit notes, with the inputs of each line."
        >
          <Input
            size="small"
            type="search"
            placeholder="Number or company"
            aria-label="Number or company"
            value={q}
            onChange={({ target }) => setQ(target.value)}
          />
          <div style={{ width: 140 }}>
            <Choice size="small" label="Kind" value={kind} options={kinds} onChange={setKind} />
          </div>
          <div style={{ width: 140 }}>
            <Choice size="small" label="Status" value={status} options={statuses} onChange={setStatus} />
          </div>
        </SectionHeader>
        <DocumentList
          filter={filter}
          empty={
            isFiltered
              ? "Nothing matches. Try another number, company, kind or status."
              : "No invoices yet. The first one is issued when an order's licences go live."
          }
          onOpen={show}
        />
      </Container>
      <DocumentDrawer id={shown} onOpen={show} onClose={() => show(null)} />
    </>
  );
};

export const config = defineRouteConfig({ label: "Invoices", icon: ReceiptPercent, rank: 3 });

export default InvoicesPage;
