import { Badge, Button, Table, Text, Tooltip } from "@medusajs/ui";
import { Link } from "react-router-dom";
import type { Task } from "../../../../api/admin/csp/provisioning-tasks/document";

import { ageInWords, KIND_WORDS, span, stateLook } from "../../../components/provisioning/words";

type Props = { tasks: readonly Task[]; now: string; retrying: string | undefined; onRetry: (id: string) => void };

const SHOWN_ERROR_LENGTH = 90;

/** The queue as a table: what, for which order, how far, since when, and what went wrong last. */
export function TaskTable({ tasks, now, retrying, onRetry }: Props) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>Order</Table.HeaderCell>
          <Table.HeaderCell>Step</Table.HeaderCell>
          <Table.HeaderCell>State</Table.HeaderCell>
          <Table.HeaderCell>Age</Table.HeaderCell>
          <Table.HeaderCell className="text-right">Attempts</Table.HeaderCell>
          <Table.HeaderCell>Last error</Table.HeaderCell>
          <Table.HeaderCell />
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {tasks.map((task) => (
          <Table.Row key={task.id}>
            <Table.Cell>
              <Link to={`/orders/${task.order_id}`} className="text-ui-fg-interactive-hover">
                #{task.order_display_id ?? task.order_id}
              </Link>
            </Table.Cell>
            <Table.Cell>
              {task.position}. {KIND_WORDS[task.kind]}
            </Table.Cell>
            <Table.Cell>
              <StateBadge task={task} now={now} />
            </Table.Cell>
            <Table.Cell className="whitespace-nowrap">{ageInWords(task, now)}</Table.Cell>
            <Table.Cell className="text-right">{task.attempts}</Table.Cell>
            <Table.Cell>
              <LastError text={task.last_error} />
            </Table.Cell>
            <Table.Cell className="text-right">
              {task.can_retry ? (
                <Button
                  size="small"
                  variant="secondary"
                  isLoading={retrying === task.id}
                  onClick={() => onRetry(task.id)}
                  aria-label={`Retry ${KIND_WORDS[task.kind]} of order ${task.order_display_id ?? task.order_id}`}
                >
                  Retry
                </Button>
              ) : null}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}

function StateBadge({ task, now }: { task: Task; now: string }) {
  const { word, color } = stateLook(task);
  const due = task.state === "waiting" && task.next_at !== null && task.next_at > now;
  return (
    <Badge size="2xsmall" color={color} className="whitespace-nowrap">
      {due && task.next_at !== null ? `${word}, again in ${span(now, task.next_at)}` : word}
    </Badge>
  );
}

function LastError({ text }: { text: string | null }) {
  if (text === null) {
    return (
      <Text size="small" className="text-ui-fg-muted">
        –
      </Text>
    );
  }
  const short = text.length > SHOWN_ERROR_LENGTH ? `${text.slice(0, SHOWN_ERROR_LENGTH)}…` : text;
  return (
    <Tooltip content={text} maxWidth={480}>
      <Text size="small" className="text-ui-fg-error">
        {short}
      </Text>
    </Tooltip>
  );
}
