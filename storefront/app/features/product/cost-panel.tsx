import { timeUntil } from "../../components/format";
import { Icon } from "../../components/ui/icon";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { Quote } from "../../server/api/quotes.server";
import { seats, termSpan } from "../plans/labels";

type CostPanelProps = { quote: Quote | null; problem: string | null; stale: boolean; now: string };

const THEN = { month: "Then each month", year: "Then each year", three_years: "Then every 3 years" } as const;

/** What the chosen plan and quantity cost: now, later, in all, and until when one can turn back. */
export function CostPanel({ quote, problem, stale, now }: CostPanelProps) {
  const line = quote?.lines[0];
  if (quote === null || line === undefined) {
    return <p className="text-soft">{problem ?? "Choose a plan and a number of seats to see the cost."}</p>;
  }
  const taxed = quote.tax.status === "included";
  const left = timeUntil(line.return_until_at, now);
  return (
    <div className={`grid gap-4 transition-opacity ${stale ? "opacity-50" : ""}`} aria-busy={stale}>
      <div role="status">
        <p className="text-soft">Due now</p>
        <p className="text-3xl font-semibold tracking-tight">
          <Money value={taxed ? quote.totals.due_now.gross : quote.totals.due_now.net} />
        </p>
        <p className="text-sm text-soft">
          {taxed ? "including tax" : "before tax"}, for <DateText on={line.first_period.start_on} /> to{" "}
          <DateText on={line.first_period.last_on} />
        </p>
      </div>
      <dl className="grid gap-2.5 border-t border-line pt-4">
        {line.charge_count > 1 && (
          <Row name={THEN[line.period]}>
            <Money value={line.each_period} />
          </Row>
        )}
        {line.term === "P1M" && (
          <Row name="Each month you keep it">
            <Money value={line.each_period} />
          </Row>
        )}
        <Row name={line.term === "P1M" ? "First month in all" : `Whole ${termSpan(line.term)}`}>
          <Money value={line.whole_term} />
        </Row>
        <Row name="Ends or renews after">
          <DateText on={line.term_last_on} />
        </Row>
      </dl>
      <p className="text-sm text-soft">{line.formula}</p>
      <div className="flex gap-2.5 rounded-lg bg-sunken p-3 text-sm">
        <Icon name="clock" className="mt-0.5 size-4 shrink-0 text-soft" />
        <p>
          You can return seats until <Instant at={line.return_until_at} />
          {left !== null && `, that is ${left} from now`}.{" "}
          {line.term === "P1M"
            ? "After that you keep them to the end of the month you paid for."
            : `After that you owe ${seats(line.quantity)} for the whole ${termSpan(line.term)}, even if you no longer use them.`}
        </p>
      </div>
    </div>
  );
}

function Row({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-soft">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}
