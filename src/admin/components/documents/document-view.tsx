import { Drawer } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { InvoiceDetail } from "../../../api/admin/csp/invoices/document";
import { DrawerBody } from "../drawer-body";
import { Facts } from "../facts";
import { day, negative } from "../format";

import { DocumentActions } from "./document-actions";
import { LineInputs } from "./line-inputs";
import { LineItem } from "./line-item";
import { Payments } from "./payments";
import { RelatedDocuments } from "./related";
import { DocumentStatusBadge } from "./status-badge";
import { DocumentTotals } from "./totals";
import { DOCUMENT_WORDS, nameOf } from "./words";

type Props = {
  document: InvoiceDetail;
  onOpen: (id: string) => void;
  onClose: () => void;
  onCredit: () => void;
};

/** A document with its lines, each of which opens to what made it, its totals and its payments. */
export function DocumentView({ document, onOpen, onClose, onCredit }: Props) {
  const isNote = document.kind === "credit_note";
  return (
    <>
      <Drawer.Header>
        <Drawer.Title className="flex flex-wrap items-center gap-2">
          {nameOf(document)}
          <DocumentStatusBadge status={document.status} />
        </Drawer.Title>
        <Drawer.Description>
          {DOCUMENT_WORDS[document.kind]} for {document.buyer.name}, {document.number === null ? "made" : "issued"} on{" "}
          {day(document.issued_on)}
          {isNote ? "" : `, due on ${day(document.due_on)}`}
        </Drawer.Description>
      </Drawer.Header>
      <DrawerBody>
        <Facts rows={factsOf(document)} />
        <RelatedDocuments document={document} onOpen={onOpen} />
        <ul className="flex flex-col divide-y">
          {document.lines.map((line) => (
            <LineItem key={line.id} line={line}>
              <LineInputs line={line} taxPolicy={document.tax_policy} onOpen={onOpen} />
            </LineItem>
          ))}
        </ul>
        <DocumentTotals document={document} {...(isNote ? {} : settlement(document))} />
        {isNote ? null : <Payments attempts={document.attempts} />}
      </DrawerBody>
      <DocumentActions document={document} onCredit={onCredit} onDiscarded={onClose} />
    </>
  );
}

function settlement(document: InvoiceDetail) {
  return {
    settled: [
      { label: "Credit balance used", value: negative(document.credit_applied) },
      { label: "Credited", value: negative(document.amount_credited) },
      { label: "Paid", value: negative(document.amount_paid) },
      { label: "Paid and gone back to the customer since", value: document.amount_reversed },
    ],
    due: { label: document.status === "draft" ? "To be paid" : "Due", value: document.amount_due },
  };
}

function factsOf(document: InvoiceDetail): [string, React.ReactNode][] {
  const { period } = document;
  return [
    [
      "Account",
      <Link
        key="account"
        to={`/csp/billing-accounts/${document.billing_account_id}`}
        className="text-ui-fg-interactive-hover"
      >
        {document.company_name}
      </Link>,
    ],
    ["Served", `${day(period.start_on)} – ${day(period.last_on)}`],
    ...(document.purchase_order_number === null
      ? []
      : [["PO number", document.purchase_order_number] as [string, string]]),
    ...(document.order_id === null ? [] : [orderFact(document.order_id, document.order_display_id)]),
    ...(document.billing_run_id === null ? [] : [runFact(document.billing_run_id)]),
    ...missingEInvoice(document),
    ...(document.silent ? [["Mail", "Kept, not sent: nothing is owed"] as [string, string]] : []),
  ];
}

/** Why an issued document has no e-invoice; not said where nobody expects one, without value added tax. */
function missingEInvoice({ e_invoice: { available, obstacle, reason } }: InvoiceDetail): [string, string][] {
  const isExpected = obstacle !== "draft" && obstacle !== "no_vat";
  return available || reason === null || !isExpected ? [] : [["E-invoice", `None: ${reason}`]];
}

function orderFact(id: string, displayId: string | null): [string, React.ReactNode] {
  return [
    "Order",
    <Link key="order" to={`/orders/${id}`} className="text-ui-fg-interactive-hover">
      #{displayId ?? id}
    </Link>,
  ];
}

function runFact(id: string): [string, React.ReactNode] {
  return [
    "Made by",
    <Link key="run" to={`/csp/billing-runs/${id}`} className="text-ui-fg-interactive-hover">
      Billing run
    </Link>,
  ];
}
