import { Text } from "@medusajs/ui";
import type { EarlierLine, SourceEvent, TracedLine } from "../../../api/admin/csp/invoices/lines/document";
import { Facts } from "../facts";
import { day, inWords } from "../format";

import { eventInWords, LINE_WORDS } from "./words";

type Props = { line: TracedLine; taxPolicy: string; onOpen: (id: string) => void };

/** Everything the amount of a line was made from, in the order one would calculate it by hand. */
export function LineInputs({ line, taxPolicy, onOpen }: Props) {
  const { inputs } = line;
  return (
    <>
      <Facts rows={calculation(line, taxPolicy)} />
      <Part title="Caused by">
        <Facts rows={eventRows(inputs.source_event)} />
      </Part>
      {inputs.earlier_lines.length === 0 ? null : (
        <Part title="Billed before for the same period">
          <EarlierLines lines={inputs.earlier_lines} chargeKey={inputs.charge_key} onOpen={onOpen} />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-1 border-t pt-2">
      <Text size="small" weight="plus">
        {title}
      </Text>
      {children}
    </div>
  );
}

function calculation(line: TracedLine, taxPolicy: string): [string, string][] {
  const { period, inputs } = line;
  const reference = inputs.reference_period;
  return [
    ["Kind", LINE_WORDS[line.kind] ?? line.kind],
    ["Terms", line.detail],
    ["Seats", String(line.quantity)],
    ["Price per seat", inWords(line.unit_price)],
    ["Price is for", `${day(reference.start_on)} – ${day(reference.last_on)}, ${reference.days} days`],
    ["Served", `${day(period.start_on)} – ${day(period.last_on)}, ${period.days} days`],
    ["Part of it", inputs.factor],
    ["Calculation", line.formula],
    ["Before discount", inWords(line.subtotal)],
    ...line.discounts.map((discount): [string, string] => [
      `Less ${discount.name}`,
      `${inWords(discount.amount)} (${discount.in_words}, ${discount.share} of it)`,
    ]),
    ["Net", inWords(line.net)],
    ...(line.purchase_order_number === null ? [] : [["Order number", line.purchase_order_number] as [string, string]]),
    ["Tax", `${inWords(line.tax)}${line.tax_codes === null ? "" : ` (${line.tax_codes.join(", ") || "none"})`}`],
    ["Rounding", `${inputs.policy_version}, ${taxPolicy}`],
    ["Subscription", line.subscription_id],
    ["Charge key", inputs.charge_key],
  ];
}

function eventRows(event: SourceEvent): [string, string][] {
  const rows: [string, string | undefined][] = [
    ["Event", eventInWords(event)],
    ["Place", event.sequence === undefined ? undefined : `number ${event.sequence} of its history`],
    ["Term", event.term === undefined ? undefined : `${event.term}, billed ${event.billing_plan}`],
    ["Term ends", event.term_ends_on === undefined ? undefined : `before ${day(event.term_ends_on)}`],
    ["Seat and term", event.unit_term_price && inWords(event.unit_term_price)],
    ["Price version", event.price_version],
    ["Id", event.id],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function EarlierLines(props: { lines: readonly EarlierLine[]; chargeKey: string; onOpen: (id: string) => void }) {
  return (
    <ul className="flex flex-col gap-1">
      {props.lines.map((line) => (
        <li key={`${line.invoice_id} ${line.charge_key}`} className="flex justify-between gap-4">
          <span className="txt-small min-w-0">
            <button
              type="button"
              className="text-ui-fg-interactive-hover"
              onClick={() => props.onOpen(line.invoice_id)}
            >
              {line.number ?? "Draft"}
            </button>{" "}
            {line.formula}
          </span>
          <span className="txt-small whitespace-nowrap tabular-nums">{inWords(line.net)}</span>
        </li>
      ))}
    </ul>
  );
}
