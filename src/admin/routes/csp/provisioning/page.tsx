import { defineRouteConfig } from "@medusajs/admin-sdk";
import { CloudArrowUp } from "@medusajs/icons";
import { Container, Input, toast } from "@medusajs/ui";
import { useState } from "react";
import { useSearchParams } from "react-router-dom";
import type { TaskState } from "../../../../api/admin/csp/provisioning-tasks/document";
import { Choice } from "../../../components/choice";
import { PagedList } from "../../../components/paged-list";
import { SectionHeader } from "../../../components/section-header";
import { useOffset } from "../../../components/use-offset";
import { useRetryTask, useTasks } from "./api";
import { TaskTable } from "./task-table";

type FilterName = "open" | "attention" | "refused" | "done" | "all";

const filters: Readonly<Record<FilterName, { label: string; states: readonly TaskState[] }>> = {
  open: { label: "Open", states: ["ready", "leased", "waiting", "needs_attention"] },
  attention: { label: "Needs attention", states: ["needs_attention"] },
  refused: { label: "Refused", states: ["refused", "skipped"] },
  done: { label: "Done", states: ["done"] },
  all: { label: "All", states: [] },
};

const filterOptions = (Object.keys(filters) as FilterName[]).map((name) => [name, filters[name].label] as const);

const ProvisioningPage = () => {
  const [filter, setFilter] = useState<FilterName>("all");
  const [parameters] = useSearchParams();
  const [orderId, setOrderId] = useState(parameters.get("order_id") ?? "");
  const [offset, setOffset] = useOffset(`${filter} ${orderId}`);
  const queue = useTasks({ states: filters[filter].states, orderId: orderId.trim(), offset });
  const isFiltered = filter !== "all" || orderId.trim() !== "";
  const retry = useRetryTask();

  const onRetry = (id: string) =>
    retry.mutate(id, {
      onSuccess: () => toast.success("The task is tried again now."),
      onError: (error) => toast.error("The task was not retried", { description: error.message }),
    });

  return (
    <Container className="divide-y p-0">
      <SectionHeader level="h1" title="Provisioning" words="What is being ordered at Microsoft, step by step.">
        <Input
          size="small"
          type="search"
          placeholder="Order number"
          aria-label="Order number, or its id"
          value={orderId}
          onChange={({ target }) => setOrderId(target.value)}
        />
        <div style={{ width: 150 }}>
          <Choice size="small" label="State" value={filter} options={filterOptions} onChange={setFilter} />
        </div>
      </SectionHeader>
      <PagedList
        list={queue}
        rowsOf={(page) => page.tasks}
        problem="The queue could not be read."
        empty={isFiltered ? "No step like this." : "Nothing here. Paid orders appear as soon as they are placed."}
        offset={offset}
        onOffset={setOffset}
      >
        {(tasks, { now }) => (
          <TaskTable
            tasks={tasks}
            now={now}
            retrying={retry.isPending ? retry.variables : undefined}
            onRetry={onRetry}
          />
        )}
      </PagedList>
    </Container>
  );
};

export const config = defineRouteConfig({ label: "Provisioning", icon: CloudArrowUp, rank: 6 });

export default ProvisioningPage;
