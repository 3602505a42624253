import { Button, Container, Heading, Input, Select, Skeleton, Text } from "@medusajs/ui";
import { useState } from "react";
import { type InvoiceStatus, pageSize, useInvoices } from "./api";
import { InvoiceTable } from "./invoice-table";
import { Problem } from "./problem";
import { statusLooks } from "./words";

const isStatus = (text: string): text is InvoiceStatus => Object.hasOwn(statusLooks, text);

/** All invoices with search, status filter and paging. */
export function ListSection({ onOpen }: { onOpen: (id: string) => void }) {
  const [q, setQ] = useState("");
  const [status, setStatus] = useState<InvoiceStatus | null>(null);
  const [offset, setOffset] = useState(0);
  const list = useInvoices({ q: q.trim(), status, offset });
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
        <div>
          <Heading level="h1">Invoices</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            Every invoice that was issued, with the inputs of each line.
          </Text>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Input
            size="small"
            type="search"
            placeholder="Number or company"
            aria-label="Number or company"
            value={q}
            onChange={(event) => {
              setQ(event.target.value);
              setOffset(0);
            }}
          />
          <div style={{ width: 160 }}>
            <Select
              size="small"
              value={status ?? "all"}
              onValueChange={(value) => {
                setStatus(isStatus(value) ? value : null);
                setOffset(0);
              }}
            >
              <Select.Trigger aria-label="Status">
                <Select.Value />
              </Select.Trigger>
              <Select.Content>
                <Select.Item value="all">All</Select.Item>
                {Object.entries(statusLooks).map(([value, { word }]) => (
                  <Select.Item key={value} value={value}>
                    {word}
                  </Select.Item>
                ))}
              </Select.Content>
            </Select>
          </div>
        </div>
      </div>
      <Rows
        list={list}
        filtered={q.trim() !== "" || status !== null}
        offset={offset}
        onOffset={setOffset}
        onOpen={onOpen}
      />
    </Container>
  );
}

type RowsProps = {
  list: ReturnType<typeof useInvoices>;
  filtered: boolean;
  offset: number;
  onOffset: (offset: number) => void;
  onOpen: (id: string) => void;
};

function Rows({ list, filtered, offset, onOffset, onOpen }: RowsProps) {
  if (list.isPending) {
    return (
      <div className="flex flex-col gap-2 px-6 py-4" role="status" aria-busy="true" aria-label="Loading">
        {["a", "b", "c", "d"].map((row) => (
          <Skeleton key={row} className="h-8 w-full" />
        ))}
      </div>
    );
  }
  if (list.isError) {
    return <Problem title="The invoices could not be read." error={list.error} onRetry={() => list.refetch()} />;
  }
  const { invoices, count } = list.data;
  if (invoices.length === 0) {
    return (
      <div className="px-6 py-8">
        <Text className="text-ui-fg-subtle">
          {filtered
            ? "No invoice matches. Try another number, company or status."
            : "No invoices yet. The first one is issued when an order's licences go live."}
        </Text>
      </div>
    );
  }
  return (
    <>
      <InvoiceTable invoices={invoices} onOpen={onOpen} />
      <div className="flex items-center justify-between px-6 py-4">
        <Text size="small" className="text-ui-fg-subtle">
          {offset + 1}–{offset + invoices.length} of {count}
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
            disabled={offset + invoices.length >= count}
            onClick={() => onOffset(offset + pageSize)}
          >
            Next
          </Button>
        </div>
      </div>
    </>
  );
}
