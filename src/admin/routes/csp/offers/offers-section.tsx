import {
  Button,
  Container,
  createDataTableCommandHelper,
  DataTable,
  type DataTableFilteringState,
  type DataTableRowSelectionState,
  Heading,
  Text,
  toast,
  useDataTable,
} from "@medusajs/ui";
import { useState } from "react";
import type { RefusedPlan } from "../../../../api/admin/csp/offers/document";
import { Problem } from "../../../components/problem";
import { type PlanFilters, usePlans, useSale } from "./api";
import { columns, filters } from "./columns";
import { RefusedList } from "./refused-list";

const PAGE_SIZE = 25;
const commandHelper = createDataTableCommandHelper();

type SectionProps = { onUpload: () => void; onRule: () => void };

/** Every plan of every price sheet, to be searched, priced at a glance and put on sale. */
export function OffersSection({ onUpload, onRule }: SectionProps) {
  const [search, setSearch] = useState("");
  const [filtering, setFiltering] = useState<DataTableFilteringState>({});
  const [pagination, setPagination] = useState({ pageIndex: 0, pageSize: PAGE_SIZE });
  const [selection, setSelection] = useState<DataTableRowSelectionState>({});
  const [refused, setRefused] = useState<RefusedPlan[]>([]);
  const offset = pagination.pageIndex * pagination.pageSize;
  const list = usePlans({ q: search.trim(), limit: pagination.pageSize, offset, ...(filtering as PlanFilters) });
  // What is selected is what is seen: a row that a search, a filter or a page hides is not acted on.
  const shown = new Set(list.isPlaceholderData ? [] : list.data?.plans.map(({ id }) => id));
  const seen = Object.fromEntries(Object.entries(selection).filter(([id, isOn]) => isOn && shown.has(id)));
  const sale = { publish: useSale("publish"), withdraw: useSale("withdraw") };

  const act = (action: "publish" | "withdraw") => async (selected: DataTableRowSelectionState) => {
    const ids = Object.keys(selected).filter((id) => selected[id]);
    try {
      const answer = await sale[action].mutateAsync(ids);
      const left = "refused" in answer ? answer.refused : [];
      setRefused(left);
      setSelection({});
      const done = ids.length - left.length;
      toast.success(action === "publish" ? `${done} plans are on sale.` : "The plans are no longer on sale.");
    } catch (error) {
      toast.error("Nothing was changed", { description: error instanceof Error ? error.message : undefined });
    }
  };

  const table = useDataTable({
    data: list.data?.plans ?? [],
    columns,
    filters,
    rowCount: list.data?.count ?? 0,
    getRowId: (plan) => plan.id,
    isLoading: list.isPending,
    search: { state: search, onSearchChange: firstPage(setSearch, setPagination), debounce: 300 },
    filtering: { state: filtering, onFilteringChange: firstPage(setFiltering, setPagination) },
    pagination: { state: pagination, onPaginationChange: setPagination },
    rowSelection: { state: seen, onRowSelectionChange: setSelection },
    commands: [
      commandHelper.command({ label: "Put on sale", shortcut: "P", action: act("publish") }),
      commandHelper.command({ label: "Withdraw", shortcut: "W", action: act("withdraw") }),
    ],
  });

  return (
    <Container className="divide-y p-0">
      <DataTable instance={table}>
        <DataTable.Toolbar className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
          <div>
            <Heading level="h1">Offers</Heading>
            <Text size="small" className="text-ui-fg-subtle">
              What the price sheets list: cost, price and margin of one seat for the whole term.
            </Text>
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <DataTable.Search placeholder="Title or product id" />
            <DataTable.FilterMenu tooltip="Filter" />
            <Button size="small" variant="secondary" onClick={onRule}>
              Pricing rule
            </Button>
            <Button size="small" onClick={onUpload}>
              Import price sheet
            </Button>
          </div>
        </DataTable.Toolbar>
        <RefusedList refused={refused} onClose={() => setRefused([])} />
        {list.isError ? (
          <Problem title="The offers could not be read." error={list.error} onRetry={() => list.refetch()} />
        ) : (
          <>
            <DataTable.Table
              emptyState={{
                empty: {
                  heading: "No offers yet",
                  description: "Import Microsoft's licence price sheet to see what you can sell.",
                },
                filtered: { heading: "Nothing matches", description: "Try other words or another filter." },
              }}
            />
            <DataTable.Pagination />
            <DataTable.CommandBar selectedLabel={(count) => `${count} selected`} />
          </>
        )}
      </DataTable>
    </Container>
  );
}

/** A new search or filter shows its first page, not the page that was open. */
function firstPage<T>(set: (value: T) => void, setPage: (page: { pageIndex: number; pageSize: number }) => void) {
  return (value: T) => {
    set(value);
    setPage({ pageIndex: 0, pageSize: PAGE_SIZE });
  };
}
