import { Heading, Skeleton, Text, toast } from "@medusajs/ui";
import { Confirmed } from "../../../components/confirmed";
import { Problem } from "../../../components/problem";
import { useSheets, useUndo } from "./api";

/** The sheets that were imported last. */
export function SheetHistory() {
  const sheets = useSheets();
  const undo = useUndo();
  const takeBack = (id: string) =>
    undo.mutate(id, {
      onSuccess: () => toast.success("The import is taken back. Prices are as they were before it."),
      onError: (error) => toast.error("Nothing was changed", { description: error.message }),
    });
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
        {sheets.data?.price_sheets.map(({ id, month, market, currency, counts, source, imported_at, ...state }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-2">
            <div className="min-w-0 break-words">
              <Text size="small">
                {month} · {market} · {currency} · {counts.rows} rows
              </Text>
              <Text size="xsmall" className="text-ui-fg-subtle">
                {source}, {imported_at.slice(0, 16).replace("T", " ")} UTC
                {state.undone_at === null ? "" : ", taken back"}
              </Text>
            </div>
            {state.can_be_undone && (
              <Confirmed
                label="Take back"
                title="Take this import back?"
                words="Prices and lists are as they were before it, from now on. What customers have agreed stays."
                pending={undo.isPending}
                danger
                onConfirm={() => takeBack(id)}
              />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
