import { Table, Text } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { Failure } from "../../../api/admin/csp/billing-runs/[id]/failures/document";
import { instant } from "../format";
import { PagedList } from "../paged-list";
import { useOffset } from "../use-offset";
import { useFailures } from "./api";

/** Accounts a run parked, each with its reason. */
export function FailureList({ runId }: { runId: string }) {
  const [offset, setOffset] = useOffset(runId);
  const list = useFailures(runId, offset);
  return (
    <PagedList
      list={list}
      rowsOf={(page) => page.failures}
      problem="The parked accounts could not be read."
      empty="No account was parked."
      offset={offset}
      onOffset={setOffset}
    >
      {(failures) => <FailureTable failures={failures} />}
    </PagedList>
  );
}

function FailureTable({ failures }: { failures: readonly Failure[] }) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Company</Table.HeaderCell>
          <Table.HeaderCell>Reason</Table.HeaderCell>
          <Table.HeaderCell>When</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {failures.map((failure) => (
          <Table.Row key={failure.account_id}>
            <Table.Cell>
              <Link to={`/csp/billing-accounts/${failure.account_id}`} className="text-ui-fg-interactive-hover">
                {failure.company_name}
              </Link>
            </Table.Cell>
            <Table.Cell>
              <Text size="small" className="text-ui-fg-error whitespace-normal" style={{ minWidth: 200 }}>
                {failure.reason}
              </Text>
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{instant(failure.failed_at)}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
