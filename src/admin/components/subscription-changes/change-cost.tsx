import { Text } from "@medusajs/ui";
import type { ReactNode } from "react";
import type { SellerChangePreviewAnswer } from "../../../api/admin/csp/subscriptions/[id]/changes/document";
import { Facts } from "../facts";
import { counted, day, inWords } from "../format";
import { Instant } from "../instant";
import { type Sum, Sums } from "../sums";

type Preview = SellerChangePreviewAnswer["preview"];
const EACH = { month: "Then each month", year: "Then each year", three_years: "Then every 3 years" } as const;

/** What a change would mean to its company. */
export function ChangeCost({ preview }: { preview: Preview }) {
  const { change, charge, later, next_term: next, undo_until_at: undo } = preview;
  const rows: [string, ReactNode][] = [
    ["Counts from", day(preview.from_on)],
    ...(charge === null
      ? [["To pay now", "nothing"] as [string, string]]
      : charge.at_once
        ? []
        : [["Billed on", `${day(charge.on)}, with the account's next run`] as [string, string]]),
    ...(later === null
      ? []
      : [[`${EACH[later.period]}, net`, `${inWords(later.net)} from ${day(later.from_on)}`] as [string, string]]),
    ["Still to be billed in this term, net", inWords(preview.rest_of_term)],
    ...(next === null
      ? []
      : [
          ["Next term", `${counted(next.quantity, "seat")} from ${day(next.from_on)}`] as [string, string],
          ["Its first charge, net", inWords(next.first_charge)] as [string, string],
          ["All of it, net", inWords(next.whole_term)] as [string, string],
          [
            "Price",
            next.price_known ? "of the list for that day" : "of today: that day's is not known yet, and counts",
          ] as [string, string],
        ]),
    ...(undo === null ? [] : [["Can be taken back until", <Instant key="undo" at={undo} />] as [string, ReactNode]]),
  ];
  return (
    <section aria-label="What it would mean" className="flex flex-col gap-3">
      <Text weight="plus">What it would mean</Text>
      {change.lines.map((line) => (
        <Text key={`${line.period.start_on} ${line.formula}`} size="small" className="text-ui-fg-subtle">
          {day(line.period.start_on)} to {day(line.period.last_on)}: {line.formula} = {inWords(line.net)}
        </Text>
      ))}
      {charge?.at_once ? <Sums rows={sumsOf(charge)} /> : null}
      <Facts rows={rows} />
    </section>
  );
}

function sumsOf(charge: NonNullable<Preview["charge"]>): Sum[] {
  const isCredit = charge.kind === "credit_note";
  return [
    { label: "Net", value: charge.net },
    { label: "Tax", value: charge.tax },
    { label: "Total", value: charge.total },
    isCredit
      ? { label: "Given back as credit", value: charge.credit_earned, strong: true }
      : { label: "Due now", value: charge.amount_due, strong: true },
  ];
}
