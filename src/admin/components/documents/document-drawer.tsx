import { Drawer, Skeleton } from "@medusajs/ui";
import { useState } from "react";
import type { InvoiceDetail } from "../../../api/admin/csp/invoices/document";
import { Problem } from "../problem";
import { useDocument } from "./api";
import { CreditForm } from "./credit-form";
import { DocumentView } from "./document-view";

type Props = { id: string | null; onOpen: (id: string) => void; onClose: () => void };

/** One document beside the page. */
export function DocumentDrawer({ id, onOpen, onClose }: Props) {
  return (
    <Drawer open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        {id === null ? null : <Content key={id} id={id} onOpen={onOpen} onClose={onClose} />}
      </Drawer.Content>
    </Drawer>
  );
}

function Content({ id, onOpen, onClose }: Props & { id: string }) {
  const document = useDocument(id);
  if (document.isSuccess) {
    return <ViewOrCredit document={document.data} onOpen={onOpen} onClose={onClose} />;
  }
  return (
    <>
      <Drawer.Header>
        <Drawer.Title>Document</Drawer.Title>
        <Drawer.Description className="sr-only">An invoice or a credit note</Drawer.Description>
      </Drawer.Header>
      {document.isError ? (
        <Drawer.Body>
          <Problem title="The document could not be read." error={document.error} onRetry={() => document.refetch()} />
        </Drawer.Body>
      ) : (
        <Drawer.Body role="status" aria-busy="true" aria-label="Loading" className="flex flex-col gap-3">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-24 w-full" />
        </Drawer.Body>
      )}
    </>
  );
}

type ViewProps = { document: InvoiceDetail; onOpen: (id: string) => void; onClose: () => void };

function ViewOrCredit({ document, onOpen, onClose }: ViewProps) {
  const [crediting, setCrediting] = useState(false);
  return crediting ? (
    <CreditForm document={document} onBack={() => setCrediting(false)} onDone={onOpen} />
  ) : (
    <DocumentView document={document} onOpen={onOpen} onClose={onClose} onCredit={() => setCrediting(true)} />
  );
}
