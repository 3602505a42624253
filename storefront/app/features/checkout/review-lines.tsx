import { timeUntil } from "../../components/format";
import { Icon } from "../../components/ui/icon";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { Quote, QuoteLine } from "../../server/api/quotes.server";
import { planName, seats, termSpan } from "../plans/labels";

const NEXT = { month: "Then each month", year: "Then each year", three_years: "Then every 3 years" } as const;

/** What is bought, line by line: how each sum comes about and which dates bind. */
export function ReviewLines({ quote, now }: { quote: Quote; now: string }) {
  return (
    <ul className="grid gap-6">
      {quote.lines.map((line) => (
        <li key={line.plan_id} className="grid gap-4 border-b border-line pb-6 last:border-0 last:pb-0">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
            <h3 className="text-lg font-semibold">
              {line.sku_title}, {seats(line.quantity)}
            </h3>
            <p className="text-soft">{planName(line)}</p>
          </div>
          <dl className="grid gap-2.5">
            <Pair name="Due now, net" detail={line.formula}>
              <Money value={line.due_now} />
            </Pair>
            {line.charge_count > 1 && (
              <Pair name={NEXT[line.period]} detail={`${line.charge_count} charges in all`}>
                <Money value={line.each_period} />
              </Pair>
            )}
            <Pair name="Whole commitment" detail={<Until line={line} />}>
              <Money value={line.whole_term} />
            </Pair>
          </dl>
          <Deadline line={line} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Pair({ name, detail, children }: { name: string; detail: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6">
      <dt>
        {name}
        <span className="block text-sm text-soft">{detail}</span>
      </dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

function Until({ line }: { line: QuoteLine }) {
  return (
    <>
      <DateText on={line.first_period.start_on} /> to <DateText on={line.term_last_on} />
    </>
  );
}

function Deadline({ line, now }: { line: QuoteLine; now: string }) {
  const left = timeUntil(line.return_until_at, now);
  return (
    <div className="flex gap-3 rounded-lg bg-sunken p-3.5">
      <Icon name="clock" className="mt-0.5 size-5 shrink-0 text-soft" />
      <div className="grid gap-1.5">
        <p>
          You can return seats until <Instant at={line.return_until_at} />
          {left !== null && `, that is ${left} from now`}. After that not before <DateText on={line.term_last_on} />.
        </p>
        <p className="text-sm text-soft">
          {line.term === "P1M"
            ? "It renews each month until you stop it. The price can change with a new month."
            : `It renews for another ${termSpan(line.term)} unless you ask us before to stop it. Your price is locked until then.`}
        </p>
      </div>
    </div>
  );
}
