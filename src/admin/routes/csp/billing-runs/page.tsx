import { defineRouteConfig } from "@medusajs/admin-sdk";
import { ArrowPath } from "@medusajs/icons";
import { Button, Container } from "@medusajs/ui";
import { useState } from "react";
import type { RunsAnswer } from "../../../../api/admin/csp/billing-runs/document";
import { counted, instant } from "../../../components/format";
import { Notice } from "../../../components/notice";
import { PagedList } from "../../../components/paged-list";
import { isUnderWay, useRuns } from "../../../components/runs/api";
import { RunDialog } from "../../../components/runs/run-dialog";
import { RunProgress } from "../../../components/runs/run-progress";
import { ContinueButton, TurnButton } from "../../../components/runs/turn-button";
import { SectionHeader } from "../../../components/section-header";
import { RunTable } from "./run-table";

const BillingRunsPage = () => {
  const [offset, setOffset] = useState(0);
  const [asking, setAsking] = useState(false);
  const board = useRuns(offset);
  const current = board.data?.runs.find((run) => isUnderWay(run) && !run.dry_run);
  const stopped = board.data?.stopped_run_id ?? null;
  return (
    <>
      <Container className="divide-y p-0">
        <SectionHeader
          level="h1"
          title="Billing runs"
          words={board.data ? stateInWords(board.data) : "What is due is billed by itself."}
        >
          {current ? <TurnButton run={current} /> : null}
          {stopped === null ? (
            <Button size="small" disabled={current !== undefined} onClick={() => setAsking(true)}>
              Run now
            </Button>
          ) : (
            <ContinueButton id={stopped} />
          )}
        </SectionHeader>
        {stopped === null ? null : (
          <div className="px-6 py-4">
            <Notice variant="warning">
              Billing stands still: a run was stopped, and nothing is billed by itself until somebody continues it.
            </Notice>
          </div>
        )}
        {current ? (
          <div className="px-6 py-4">
            <RunProgress run={current} />
          </div>
        ) : null}
        <PagedList
          list={board}
          rowsOf={(page) => page.runs}
          problem="The runs could not be read."
          empty="No run had anything to do yet."
          offset={offset}
          onOffset={setOffset}
        >
          {(runs) => <RunTable runs={runs} />}
        </PagedList>
      </Container>
      <RunDialog open={asking} onClose={() => setAsking(false)} />
    </>
  );
};

function stateInWords({ due, parked, next_run_at }: RunsAnswer): string {
  const next = next_run_at === null ? "nothing is planned" : `next on ${instant(next_run_at)}`;
  return `${counted(due, "account")} due now, ${parked === 0 ? "none" : counted(parked, "account")} parked, ${next}.`;
}

export const config = defineRouteConfig({ label: "Billing runs", icon: ArrowPath, rank: 4 });

export default BillingRunsPage;
