import { Badge, Text } from "@medusajs/ui";
import type { Task } from "../../../api/admin/csp/provisioning-tasks/document";
import { Instant } from "../instant";
import { KIND_WORDS, stateLook } from "../provisioning/words";

/** How far the order's steps at the vendor are, and what went wrong with the one that is being done. */
export function StepList({ tasks }: { tasks: readonly Task[] }) {
  const open = tasks.find((task) => task.last_error !== null && ["waiting", "needs_attention"].includes(task.state));
  return (
    <div className="flex flex-col gap-2 px-6 py-4">
      {tasks.every((task) => task.state === "done") ? <AllDone last={tasks.at(-1)} /> : <Steps tasks={tasks} />}
      {open === undefined ? null : (
        <Text size="small" className="text-ui-fg-error" style={{ overflowWrap: "anywhere" }}>
          {KIND_WORDS[open.kind]}: {open.last_error}
        </Text>
      )}
    </div>
  );
}

function AllDone({ last }: { last: Task | undefined }) {
  return (
    <Text size="small" className="text-ui-fg-subtle">
      {last === undefined ? "Nothing is ordered at Microsoft yet." : "All steps done"}
      {last === undefined || last.finished_at === null ? null : (
        <>
          , <Instant at={last.finished_at} />
        </>
      )}
    </Text>
  );
}

/** The steps under each other, each with its state. */
function Steps({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ol className="flex flex-col gap-1">
      {tasks.map((task) => (
        <li key={task.id} className="flex items-center justify-between gap-x-4">
          <Text as="span" size="small" className="text-ui-fg-subtle">
            {KIND_WORDS[task.kind]}
          </Text>
          <Badge size="2xsmall" color={stateLook(task).color} className="whitespace-nowrap">
            {stateLook(task).word}
          </Badge>
        </li>
      ))}
    </ol>
  );
}
