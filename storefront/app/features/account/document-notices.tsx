import { Link } from "react-router";
import { Notice } from "../../components/ui/layout";
import { DateText, Money } from "../../components/ui/values";
import type { InvoiceDetail } from "../../server/api/invoices.server";

/** What a reader must know about a document before its figures. */
export function DocumentNotices({ invoice }: { invoice: InvoiceDetail }) {
  return (
    <>
      {invoice.status === "payment_failed" && (
        <Notice tone="bad" title="Your card was not charged">
          {invoice.payment_failure?.reason ?? "The bank declined the payment."} Your licences stay as they are for now;
          please contact us about another card.
        </Notice>
      )}
      {invoice.kind === "credit_note" && (
        <Notice tone="info" title="This gives you money back">
          {invoice.credited_invoice ? (
            <>
              It corrects invoice{" "}
              <Link className="link" to={`/account/invoices/${invoice.credited_invoice.id}`}>
                {invoice.credited_invoice.number}
              </Link>
              . What was not yet paid of that invoice is reduced; the rest is your credit, which the next invoices use
              up before your card is charged.
            </>
          ) : (
            "The amount is your credit: the next invoices use it up before your card is charged."
          )}
          {invoice.credit_reason && <p className="mt-1 text-soft">Reason: {invoice.credit_reason}</p>}
        </Notice>
      )}
      {invoice.credit_notes.length > 0 && (
        <Notice tone="info" title={invoice.status === "void" ? "Credited in full" : "Partly credited"}>
          <ul className="grid gap-0.5">
            {invoice.credit_notes.map((note) => (
              <li key={note.id}>
                <Link className="link" to={`/account/invoices/${note.id}`}>
                  {note.number}
                </Link>{" "}
                of <DateText on={note.issued_on} />, <Money value={note.total} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
