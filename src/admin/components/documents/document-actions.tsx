import { Button, Drawer, toast } from "@medusajs/ui";
import type { InvoiceDetail } from "../../../api/admin/csp/invoices/document";
import { Confirmed } from "../confirmed";
import { fileAddress, useCharge, useDiscard, useEInvoice, useIssue } from "./api";

type Props = { document: InvoiceDetail; onCredit: () => void; onDiscarded: () => void };

/** What can be done with a document as it stands. */
export function DocumentActions({ document, onCredit, onDiscarded }: Props) {
  const isDraft = document.status === "draft";
  const isUnpaid = document.status === "open" || document.status === "payment_failed";
  const canCredit = document.kind !== "credit_note" && !isDraft && document.status !== "void";
  return (
    <Drawer.Footer className="flex-wrap">
      {isDraft ? <DraftActions document={document} onDiscarded={onDiscarded} /> : null}
      {canCredit ? (
        <Button size="small" variant="secondary" onClick={onCredit}>
          Credit
        </Button>
      ) : null}
      {isUnpaid ? <ChargeButton id={document.id} /> : null}
      <PdfLink id={document.id} />
      {document.e_invoice.available ? <EInvoiceButton document={document} /> : null}
    </Drawer.Footer>
  );
}

function PdfLink({ id }: { id: string }) {
  return (
    <Button size="small" variant="secondary" asChild>
      <a href={fileAddress(id, "pdf")} target="_blank" rel="noreferrer">
        PDF
      </a>
    </Button>
  );
}

/** Not a link: it is made when it is asked for, and a failure is told here. */
function EInvoiceButton({ document }: { document: InvoiceDetail }) {
  const download = useEInvoice();
  const onDownload = () =>
    download.mutate(document, {
      onError: (error) => toast.error("The e-invoice was not made", { description: error.message }),
    });
  return (
    <Button size="small" variant="secondary" isLoading={download.isPending} onClick={onDownload}>
      E-invoice
    </Button>
  );
}

function ChargeButton({ id }: { id: string }) {
  const charge = useCharge();
  const onCharge = () =>
    charge.mutate(id, {
      onSuccess: () => toast.success("The card is charged now."),
      onError: (error) => toast.error("The card was not charged", { description: error.message }),
    });
  return (
    <Button size="small" variant="secondary" isLoading={charge.isPending} onClick={onCharge}>
      Charge the card
    </Button>
  );
}

function DraftActions({ document, onDiscarded }: { document: InvoiceDetail; onDiscarded: () => void }) {
  const issue = useIssue();
  const discard = useDiscard();
  const onIssue = () =>
    issue.mutate(document.id, {
      onSuccess: (issued) => toast.success(`${issued.number} is issued.`),
      onError: (error) => toast.error("The draft was not issued", { description: error.message }),
    });
  const onDiscard = () =>
    discard.mutate(document.id, {
      onSuccess: () => {
        toast.success("The draft is gone. The next run plans its charges anew.");
        onDiscarded();
      },
      onError: (error) => toast.error("The draft was not discarded", { description: error.message }),
    });
  return (
    <>
      <Confirmed
        label="Discard"
        title="Discard this draft?"
        words="It has no number, so nothing is missing. What it bills is planned anew by the next run."
        pending={discard.isPending}
        danger
        onConfirm={onDiscard}
      />
      <Confirmed
        label="Issue"
        title="Issue this draft?"
        words="It gets its number and can no longer be changed. It is mailed, and the saved card is charged when it is due."
        pending={issue.isPending}
        onConfirm={onIssue}
      />
    </>
  );
}
