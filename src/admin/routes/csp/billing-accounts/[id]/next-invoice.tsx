import { Text } from "@medusajs/ui";
import type { PlannedInvoice } from "../../../../../api/admin/csp/billing-accounts/[id]/preview/document";
import { usePreview } from "../../../../components/accounts/api";
import { LineItem } from "../../../../components/documents/line-item";
import { DocumentTotals } from "../../../../components/documents/totals";
import { DOCUMENT_WORDS } from "../../../../components/documents/words";
import { day, instant, negative } from "../../../../components/format";
import { LoadingRows } from "../../../../components/loading-rows";
import { Problem } from "../../../../components/problem";

/** What the next billing run would write, by the run's own planner. */
export function NextInvoice({ accountId }: { accountId: string }) {
  const preview = usePreview(accountId);
  if (preview.isPending) {
    return <LoadingRows />;
  }
  if (preview.isError) {
    return (
      <Problem title="The next invoice could not be planned." error={preview.error} onRetry={() => preview.refetch()} />
    );
  }
  const { run_at, documents, next_run_at } = preview.data;
  const later = next_run_at === null ? "" : ` It looks again on ${instant(next_run_at)}.`;
  return (
    <div className="flex flex-col gap-6 px-6 py-4">
      <Text size="small" className="text-ui-fg-subtle">
        {run_at === null
          ? "Nothing is planned: no subscription of this company is billed."
          : documents.length === 0
            ? `On ${instant(run_at)} nothing falls due.${later}`
            : `As things stand, the run of ${instant(run_at)} writes this.`}
      </Text>
      {documents.map((document) => (
        <Planned key={`${document.kind} ${document.period.start_on} ${document.lines[0]?.id}`} document={document} />
      ))}
    </div>
  );
}

function Planned({ document }: { document: PlannedInvoice }) {
  const { kind, period, due_on } = document;
  const settled =
    kind === "credit_note"
      ? { settled: [{ label: "Goes to the credit balance", value: document.credit_earned }] }
      : {
          settled: [{ label: "Credit balance used", value: negative(document.credit_applied) }],
          due: { label: `To be paid by ${day(due_on)}`, value: document.amount_due },
        };
  return (
    <section className="flex max-w-2xl flex-col gap-2">
      <Text weight="plus">
        {DOCUMENT_WORDS[kind]} for {day(period.start_on)} – {day(period.last_on)}
        {document.silent ? ", kept and not sent" : ""}
      </Text>
      <ul className="flex flex-col divide-y">
        {document.lines.map((line) => (
          <LineItem key={line.id} line={line} />
        ))}
      </ul>
      <DocumentTotals document={document} {...settled} />
    </section>
  );
}
