import { defineRouteConfig } from "@medusajs/admin-sdk";
import { CloudArrowUp } from "@medusajs/icons";
import { Button, Container, Heading, Input, Select, Skeleton, Text, toast } from "@medusajs/ui";
import { useState } from "react";
import { pageSize, type TaskState, useRetryTask, useTasks } from "./api";
import { TaskTable } from "./task-table";

type FilterName = "open" | "attention" | "refused" | "done" | "all";

const filters: Readonly<Record<FilterName, { label: string; states: readonly TaskState[] }>> = {
  open: { label: "Open", states: ["ready", "leased", "waiting", "needs_attention"] },
  attention: { label: "Needs attention", states: ["needs_attention"] },
  refused: { label: "Refused", states: ["refused", "skipped"] },
  done: { label: "Done", states: ["done"] },
  all: { label: "All", states: [] },
};

const isFilterName = (name: string): name is FilterName => Object.hasOwn(filters, name);

const ProvisioningPage = () => {
  const [filter, setFilter] = useState<FilterName>("all");
  const [orderId, setOrderId] = useState("");
  const [offset, setOffset] = useState(0);
  const queue = useTasks({ states: filters[filter].states, orderId: orderId.trim(), offset });
  const retry = useRetryTask();

  const onRetry = (id: string) =>
    retry.mutate(id, {
      onSuccess: () => toast.success("The task is tried again now."),
      onError: (error) => toast.error("The task was not retried", { description: error.message }),
    });

  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <div>
          <Heading level="h1">Provisioning</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            What is being ordered at Microsoft, step by step.
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Input
            size="small"
            type="search"
            placeholder="Order id"
            aria-label="Order id"
            value={orderId}
            onChange={(event) => {
              setOrderId(event.target.value);
              setOffset(0);
            }}
          />
          <Select
            size="small"
            value={filter}
            onValueChange={(name) => {
              if (isFilterName(name)) {
                setFilter(name);
                setOffset(0);
              }
            }}
          >
            <Select.Trigger aria-label="State">
              <Select.Value />
            </Select.Trigger>
            <Select.Content>
              {Object.entries(filters).map(([name, { label }]) => (
                <Select.Item key={name} value={name}>
                  {label}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
        </div>
      </div>
      <Queue
        queue={queue}
        offset={offset}
        onOffset={setOffset}
        retrying={retry.isPending ? retry.variables : undefined}
        onRetry={onRetry}
      />
    </Container>
  );
};

type QueueProps = {
  queue: ReturnType<typeof useTasks>;
  offset: number;
  onOffset: (offset: number) => void;
  retrying: string | undefined;
  onRetry: (id: string) => void;
};

function Queue({ queue, offset, onOffset, retrying, onRetry }: QueueProps) {
  if (queue.isPending) {
    return (
      <div className="flex flex-col gap-2 px-6 py-4" role="status" aria-label="Loading">
        {["a", "b", "c", "d"].map((row) => (
          <Skeleton key={row} className="h-8 w-full" />
        ))}
      </div>
    );
  }
  if (queue.isError) {
    return (
      <div className="flex flex-col items-start gap-2 px-6 py-8" role="alert">
        <Text weight="plus">The queue could not be read.</Text>
        <Text size="small" className="text-ui-fg-subtle">
          {queue.error.message}
        </Text>
        <Button size="small" variant="secondary" onClick={() => queue.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  const { tasks, count, now } = queue.data;
  if (tasks.length === 0) {
    return (
      <div className="px-6 py-8">
        <Text className="text-ui-fg-subtle">Nothing here. Paid orders appear as soon as they are placed.</Text>
      </div>
    );
  }
  return (
    <>
      <TaskTable tasks={tasks} now={now} retrying={retrying} onRetry={onRetry} />
      <div className="flex items-center justify-between px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {offset + 1}–{offset + tasks.length} of {count}
        </Text>
        <div className="flex gap-2">
          <Button
            size="small"
            variant="secondary"
            disabled={offset === 0}
            onClick={() => onOffset(Math.max(0, offset - pageSize))}
          >
            Previous
          </Button>
          <Button
            size="small"
            variant="secondary"
            disabled={offset + tasks.length >= count}
            onClick={() => onOffset(offset + pageSize)}
          >
            Next
          </Button>
        </div>
      </div>
    </>
  );
}

export const config = defineRouteConfig({ label: "Provisioning", icon: CloudArrowUp });

export default ProvisioningPage;
