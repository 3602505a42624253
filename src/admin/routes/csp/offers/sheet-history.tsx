import { Heading, Skeleton, Text } from "@medusajs/ui";
import { Problem } from "../../../components/problem";
import { useSheets } from "./api";

/** The sheets that were imported last. */
export function SheetHistory() {
  const sheets = useSheets();
  return (
    <div className="flex flex-col gap-2">
      <Heading level="h3">Imported before</Heading>
      {sheets.isPending && <Skeleton className="h-8 w-full" />}
      {sheets.isError && (
        <Problem title="The list could not be read." error={sheets.error} onRetry={() => sheets.refetch()} />
      )}
      {sheets.data?.price_sheets.length === 0 && (
        <Text size="small" className="text-ui-fg-subtle">
          Nothing yet.
        </Text>
      )}
      <ul className="flex flex-col gap-2">
        {sheets.data?.price_sheets.map(({ id, month, market, currency, counts, source, imported_at }) => (
          <li key={id}>
            <Text size="small">
              {month} · {market} · {currency} · {counts.rows} rows
            </Text>
            <Text size="xsmall" className="text-ui-fg-subtle">
              {source}, {imported_at.slice(0, 16).replace("T", " ")} UTC
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
