import { Text } from "@medusajs/ui";
import type { CreditNote } from "../../../api/admin/csp/invoices/[id]/credit/document";
import { inWords, isNothing } from "../format";

import { LineItem } from "./line-item";
import { DocumentTotals } from "./totals";

/** What a credit note would be and where its money would go. */
export function CreditPreview({ note }: { note: CreditNote }) {
  return (
    <section className="flex flex-col gap-2" aria-label="The credit note would be">
      <Text weight="plus">The credit note would be</Text>
      <ul className="flex flex-col divide-y">
        {note.lines.map((line) => (
          <LineItem key={line.id} line={line} />
        ))}
      </ul>
      <DocumentTotals document={note} />
      {isNothing(note.reduces_invoice_by) ? null : (
        <Text size="small">{inWords(note.reduces_invoice_by)} less is due on the invoice.</Text>
      )}
      {isNothing(note.covers_reversed) ? null : (
        <Text size="small">
          {inWords(note.covers_reversed)} went back to the customer before: the note stands for it.
        </Text>
      )}
      {isNothing(note.to_credit_balance) ? null : (
        <Text size="small">{inWords(note.to_credit_balance)} goes to the credit balance for the next invoices.</Text>
      )}
    </section>
  );
}
