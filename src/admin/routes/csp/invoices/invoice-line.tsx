import { Text } from "@medusajs/ui";
import type { InvoiceLine } from "./api";
import { day, eventInWords, inWords, kindWords } from "./words";

/** A line with its amount; it opens to everything the amount was made from. */
export function InvoiceLineRow({ line, taxPolicy }: { line: InvoiceLine; taxPolicy: string }) {
  return (
    <li className="py-3">
      <details>
        <summary className="flex cursor-pointer items-start justify-between gap-4">
          <span className="min-w-0">
            <Text as="span" weight="plus" size="small" className="block">
              {line.description}
            </Text>
            <Text as="span" size="small" className="text-ui-fg-subtle block">
              {line.formula}
            </Text>
          </span>
          <Text as="span" size="small" weight="plus" className="whitespace-nowrap tabular-nums">
            {inWords(line.net)}
          </Text>
        </summary>
        <Inputs rows={inputsOf(line, taxPolicy)} />
      </details>
    </li>
  );
}

function Inputs({ rows }: { rows: readonly (readonly [string, string])[] }) {
  return (
    <dl
      className="bg-ui-bg-subtle mt-3 grid gap-x-4 gap-y-1 rounded-lg p-3"
      style={{ gridTemplateColumns: "auto 1fr" }}
    >
      {rows.map(([label, value]) => (
        <div key={label} className="contents">
          <dt className="txt-small text-ui-fg-subtle">{label}</dt>
          <dd className="txt-small break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function inputsOf(line: InvoiceLine, taxPolicy: string): [string, string][] {
  const { inputs } = line;
  return [
    ["Kind", kindWords[line.kind] ?? line.kind],
    ["Terms", line.detail],
    ["Seats", String(line.quantity)],
    ["Price per seat", inWords(line.unit_price)],
    ["Served", `${day(line.period.start_on)} – ${day(line.period.last_on)}`],
    [
      "Price is for",
      `${day(inputs.reference_period.start_on)} to ${day(inputs.reference_period.end_on)} (end excluded)`,
    ],
    ["Part of it", `${inputs.factor} days`],
    ["Tax", inWords(line.tax)],
    ["Caused by", eventInWords(inputs.source_event)],
    ["Rounding", `${inputs.policy_version}, ${taxPolicy}`],
    ["Subscription", line.subscription_id],
    ["Charge key", inputs.charge_key],
  ];
}
