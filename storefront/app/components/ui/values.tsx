import type { Money as MoneyText } from "../../../../src/api/http/document";
import { formatDate, formatInstantLocal, formatInstantUtc, formatMoney } from "../format";
import { useHydrated } from "../use-hydrated";

/** A sum of money. */
export function Money({ value, short = false }: { value: MoneyText; short?: boolean }) {
  return <span className="figures whitespace-nowrap">{formatMoney(value, short ? "short" : "full")}</span>;
}

/** A date without a time. */
export function DateText({ on }: { on: string }) {
  return (
    <time dateTime={on} className="whitespace-nowrap">
      {formatDate(on)}
    </time>
  );
}

/** An instant, in the reader's own zone and in UTC. Without JavaScript the zone is unknown and only UTC is shown. */
export function Instant({ at }: { at: string }) {
  const hydrated = useHydrated();
  const utc = formatInstantUtc(at);
  return (
    <time dateTime={at}>
      {hydrated && !utc.startsWith(formatInstantLocal(at)) ? (
        <>
          <span className="whitespace-nowrap">{formatInstantLocal(at)} your time</span>{" "}
          <span className="whitespace-nowrap text-soft">({utc})</span>
        </>
      ) : (
        <span className="whitespace-nowrap">{utc}</span>
      )}
    </time>
  );
}
