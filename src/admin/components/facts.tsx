import type { ReactNode } from "react";

type Props = { rows: readonly (readonly [label: string, value: ReactNode])[] };

/** Names and values side by side. */
export function Facts({ rows }: Props) {
  return (
    <dl className="grid gap-x-4 gap-y-1" style={{ gridTemplateColumns: "fit-content(40%) 1fr" }}>
      {rows.map(([label, value]) => (
        <div key={`${label} ${typeof value === "string" ? value : ""}`} className="contents">
          <dt className="txt-small text-ui-fg-subtle">{label}</dt>
          <dd className="txt-small break-words" style={{ overflowWrap: "anywhere" }}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
