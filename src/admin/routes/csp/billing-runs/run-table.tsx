import { Table } from "@medusajs/ui";
import { Link, useNavigate } from "react-router-dom";
import type { Run } from "../../../../api/admin/csp/billing-runs/document";
import { instant } from "../../../components/format";

import { RunBadge } from "../../../components/runs/run-badge";
import { documentsInWords, starterInWords, totalsInWords } from "../../../components/runs/words";

/** Runs, the latest first; a row opens the run. */
export function RunTable({ runs }: { runs: readonly Run[] }) {
  const navigate = useNavigate();
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Started</Table.HeaderCell>
          <Table.HeaderCell>Status</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Due</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Done</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Parked</Table.HeaderCell>
          <Table.HeaderCell>Documents</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Total</Table.HeaderCell>
          <Table.HeaderCell>By</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {runs.map((run) => (
          <Table.Row key={run.id} className="cursor-pointer" onClick={() => navigate(`/csp/billing-runs/${run.id}`)}>
            <Table.Cell className="whitespace-nowrap">
              <Link to={`/csp/billing-runs/${run.id}`} className="text-ui-fg-interactive-hover">
                {instant(run.started_at)}
              </Link>
            </Table.Cell>
            <Table.Cell>
              <RunBadge run={run} />
            </Table.Cell>
            <Table.Cell className="text-right tabular-nums">{run.due.toLocaleString("en-GB")}</Table.Cell>
            <Table.Cell className="text-right tabular-nums">{run.done.toLocaleString("en-GB")}</Table.Cell>
            <Table.Cell className={`text-right tabular-nums ${run.failed === 0 ? "" : "text-ui-fg-error"}`}>
              {run.failed.toLocaleString("en-GB")}
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{documentsInWords(run)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap text-right tabular-nums">{totalsInWords(run)}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{starterInWords(run)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
