import { Text } from "@medusajs/ui";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingRows } from "./loading-rows";
import { Pager } from "./pager";
import { Problem } from "./problem";

type Props<Page, Row> = {
  list: UseQueryResult<Page>;
  rowsOf: (page: Page) => readonly Row[];
  /** Said when the list could not be read. */
  problem: string;
  /** Said when there is nothing to show. */
  empty: ReactNode;
  offset: number;
  onOffset: (offset: number) => void;
  children: (rows: readonly Row[], page: Page) => ReactNode;
};

/** One page of a list with everything that can stand in its place: loading, a problem, nothing. */
export function PagedList<Page extends { count: number }, Row>(props: Props<Page, Row>) {
  const { list, rowsOf, problem, empty, offset, onOffset, children } = props;
  if (list.isPending) {
    return <LoadingRows />;
  }
  if (list.isError) {
    return <Problem title={problem} error={list.error} onRetry={() => list.refetch()} />;
  }
  const rows = rowsOf(list.data);
  if (rows.length === 0 && offset === 0) {
    return (
      <div className="px-6 py-8">
        <Text className="text-ui-fg-subtle">{empty}</Text>
      </div>
    );
  }
  return (
    <>
      <div className="overflow-x-auto">{children(rows, list.data)}</div>
      <Pager offset={offset} shown={rows.length} count={list.data.count} onOffset={onOffset} />
    </>
  );
}
