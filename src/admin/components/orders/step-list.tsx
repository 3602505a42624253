import { Badge, Text } from "@medusajs/ui";
import type { Task } from "../../../api/admin/csp/provisioning-tasks/document";
import { KIND_WORDS, STATE_LOOKS } from "../provisioning/words";

/** The order's steps at the vendor beside each other, and what went wrong with the one that is being done. */
export function StepList({ tasks }: { tasks: readonly Task[] }) {
  const open = tasks.find((task) => task.last_error !== null && ["waiting", "needs_attention"].includes(task.state));
  return (
    <div className="flex flex-col gap-2 px-6 py-4">
      {tasks.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          Nothing is ordered at Microsoft yet.
        </Text>
      ) : (
        <ol className="flex flex-wrap gap-x-4 gap-y-1">
          {tasks.map((task) => (
            <li key={task.id} className="flex items-center gap-x-2">
              <Text as="span" size="small" className="text-ui-fg-subtle whitespace-nowrap">
                {KIND_WORDS[task.kind]}
              </Text>
              <Badge size="2xsmall" color={STATE_LOOKS[task.state].color} className="whitespace-nowrap">
                {STATE_LOOKS[task.state].word}
              </Badge>
            </li>
          ))}
        </ol>
      )}
      {open === undefined ? null : (
        <Text size="small" className="text-ui-fg-error" style={{ overflowWrap: "anywhere" }}>
          {KIND_WORDS[open.kind]}: {open.last_error}
        </Text>
      )}
    </div>
  );
}
