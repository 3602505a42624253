import type { TaxRow, Totals } from "../../../api/admin/csp/invoices/lines/document";
import type { Money } from "../../../api/http/document";
import { inWords, isNothing, negative } from "../format";
import { type Sum, Sums } from "../sums";

type Settled = { label: string; value: Money };

type Props = {
  document: Totals & { tax_summary: readonly TaxRow[] };
  /** What comes off the total before it is asked for; what is nothing is left out. */
  settled?: readonly Settled[];
  due?: { label: string; value: Money };
};

/** From the lines to what is to be paid. */
export function DocumentTotals({ document, settled = [], due }: Props) {
  const { subtotal, discount, net, tax_summary, total } = document;
  const discounted = isNothing(discount)
    ? []
    : [
        { label: "Before discounts", value: subtotal },
        { label: "Discounts", value: negative(discount) },
      ];
  const rows: Sum[] = [
    ...discounted,
    { label: "Net", value: net },
    ...tax_summary.map((row) => ({ label: taxLabel(row), value: row.tax })),
    { label: "Total", value: total, strong: true },
    ...settled.filter(({ value }) => !isNothing(value)),
    ...(due === undefined ? [] : [{ ...due, strong: true }]),
  ];
  return <Sums rows={rows} />;
}

function taxLabel(row: TaxRow): string {
  const treatment = row.treatment === "standard" ? "" : ` (${row.treatment.replaceAll("_", " ")})`;
  return `${row.name} ${row.rate_percent}%${treatment} of ${inWords(row.base)}`;
}
