import type { Money } from "../../api/http/document";
import { inWords } from "./format";

export type Sum = { label: string; value: Money; strong?: boolean };

/** Amounts under each other, with the ones that count set in bold. */
export function Sums({ rows }: { rows: readonly Sum[] }) {
  return (
    <dl className="flex flex-col gap-1 border-t pt-3">
      {rows.map(({ label, value, strong }) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className={strong ? "txt-small-plus" : "txt-small text-ui-fg-subtle"}>{label}</dt>
          <dd className={`whitespace-nowrap tabular-nums ${strong ? "txt-small-plus" : "txt-small"}`}>
            {inWords(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
