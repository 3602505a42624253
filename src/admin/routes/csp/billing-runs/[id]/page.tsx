import { Container, Text } from "@medusajs/ui";
import { Link, useParams } from "react-router-dom";
import type { Run } from "../../../../../api/admin/csp/billing-runs/document";
import { DocumentDrawer } from "../../../../components/documents/document-drawer";
import { DocumentList } from "../../../../components/documents/document-list";
import { useOpenDocument } from "../../../../components/documents/use-open-document";
import { Facts } from "../../../../components/facts";
import { instant } from "../../../../components/format";
import { LoadingRows } from "../../../../components/loading-rows";
import { Notice } from "../../../../components/notice";
import { Problem } from "../../../../components/problem";
import { isUnderWay, useRun } from "../../../../components/runs/api";
import { FailureList } from "../../../../components/runs/failure-list";
import { RunBadge } from "../../../../components/runs/run-badge";
import { RunProgress } from "../../../../components/runs/run-progress";
import { TurnButton } from "../../../../components/runs/turn-button";
import { boundsInWords, documentsInWords, starterInWords, totalsInWords } from "../../../../components/runs/words";
import { SectionHeader } from "../../../../components/section-header";

const BillingRunPage = () => {
  const { id = "" } = useParams();
  const run = useRun(id);
  const { shown, show } = useOpenDocument();
  if (run.isPending) {
    return (
      <Container className="p-0">
        <LoadingRows />
      </Container>
    );
  }
  if (run.isError) {
    return (
      <Container className="p-0">
        <Problem title="The run could not be read." error={run.error} onRetry={() => run.refetch()} />
      </Container>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <RunSection run={run.data} />
      {run.data.failed === 0 ? null : (
        <Container className="divide-y p-0">
          <SectionHeader
            level="h2"
            title="Parked"
            words="Billing these accounts failed; the others were billed. They are tried again by themselves."
          />
          <FailureList runId={id} key={run.data.failed} />
        </Container>
      )}
      {run.data.dry_run ? null : (
        <Container className="divide-y p-0">
          <SectionHeader level="h2" title="Documents" words="What this run made." />
          <DocumentList
            key={run.data.status}
            filter={{ run_id: id }}
            empty="This run made no document."
            onOpen={show}
          />
        </Container>
      )}
      <DocumentDrawer id={shown} onOpen={show} onClose={() => show(null)} />
    </div>
  );
};

function RunSection({ run }: { run: Run }) {
  return (
    <Container className="divide-y p-0">
      <SectionHeader
        level="h1"
        title={
          <span className="flex flex-wrap items-center gap-2">
            Run of {instant(run.started_at)} <RunBadge run={run} />
          </span>
        }
        words={
          <Link to="/csp/billing-runs" className="text-ui-fg-interactive-hover">
            All billing runs
          </Link>
        }
      >
        {run.dry_run ? null : <TurnButton run={run} />}
      </SectionHeader>
      <div className="flex flex-col gap-4 px-6 py-4">
        {isUnderWay(run) ? <RunProgress run={run} /> : <Outcome run={run} />}
        {run.bounds_policy === null ? null : (
          <Text size="small" className="text-ui-fg-subtle">
            The safety bounds are a second look at each document before it is written, by the contract alone: no day may
            be billed twice, no period for more than it costs, and no more given back than was charged. An account
            outside them is parked with the day and the figures.
          </Text>
        )}
        {run.status === "interrupted" ? (
          <Text size="small" className="text-ui-fg-subtle">
            Its work ended before it was done. What it had made stands; the next run goes on from there.
          </Text>
        ) : null}
        {run.failure === null ? null : <Notice variant="error">{run.failure}</Notice>}
      </div>
    </Container>
  );
}

function Outcome({ run }: { run: Run }) {
  return (
    <Facts
      rows={[
        ["Started by", starterInWords(run)],
        ["Billed up to", instant(run.as_of)],
        ["Finished", run.finished_at === null ? "–" : instant(run.finished_at)],
        ["Accounts due", run.due.toLocaleString("en-GB")],
        ["Done", run.done.toLocaleString("en-GB")],
        [run.dry_run ? "Would be parked" : "Parked", run.failed.toLocaleString("en-GB")],
        [run.dry_run ? "Would make" : "Documents", documentsInWords(run)],
        ["Lines", run.lines.toLocaleString("en-GB")],
        ["Total", totalsInWords(run)],
        ["Held against", boundsInWords(run)],
      ]}
    />
  );
}

export default BillingRunPage;
