import { Button, Table, Text } from "@medusajs/ui";
import type { JournalLine } from "../../../../api/admin/csp/journal/document";
import { Instant } from "../../../components/instant";

type Props = {
  lines: readonly JournalLine[];
  onObject: (id: string) => void;
  onActor: (id: string) => void;
};

const readable = (word: string) => word.replaceAll("_", " ");

/** Acts with who did them; the thing and the person each lead to all that is known of them. */
export function JournalTable({ lines, onObject, onActor }: Props) {
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          <Table.HeaderCell>When</Table.HeaderCell>
          <Table.HeaderCell>Who</Table.HeaderCell>
          <Table.HeaderCell>What</Table.HeaderCell>
          <Table.HeaderCell>To what</Table.HeaderCell>
          <Table.HeaderCell>Details</Table.HeaderCell>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {lines.map((line) => (
          <Table.Row key={`${line.at} ${line.area} ${line.action} ${line.object_id}`}>
            <Table.Cell>
              <Instant at={line.at} />
            </Table.Cell>
            <Table.Cell>
              <Button
                size="small"
                variant="transparent"
                className="-ml-2 text-left"
                onClick={() => onActor(line.actor.id)}
              >
                {line.actor.name ?? line.actor.id}
              </Button>
            </Table.Cell>
            <Table.Cell>{readable(line.action)}</Table.Cell>
            <Table.Cell>
              <Button
                size="small"
                variant="transparent"
                className="-ml-2 text-left"
                onClick={() => onObject(line.object_id)}
              >
                {readable(line.object_kind)} {line.object_id}
              </Button>
            </Table.Cell>
            <Table.Cell>
              <Text size="small" className="text-ui-fg-subtle" style={{ overflowWrap: "anywhere", minWidth: 200 }}>
                {Object.entries(line.detail)
                  .map(
                    ([name, value]) =>
                      `${readable(name)}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
                  )
                  .join("; ")}
              </Text>
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  );
}
