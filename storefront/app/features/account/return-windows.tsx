import { timeUntil } from "../../components/format";
import { Badge } from "../../components/ui/layout";
import { DateText, Instant } from "../../components/ui/values";
import type { Subscription } from "../../server/api/account.server";
import { seats } from "../plans/labels";

type ReturnWindowsProps = { windows: Subscription["return_windows"]; termLastOn: string; now: string };

/** Until when which seats can be returned: each batch of seats has its own window. */
export function ReturnWindows({ windows, termLastOn, now }: ReturnWindowsProps) {
  const open = windows.filter((window) => timeUntil(window.until_at, now) !== null);
  if (open.length === 0) {
    return (
      <p>
        Seats can be reduced at the end of the term, after <DateText on={termLastOn} />. The days in which they could be
        returned are over.
      </p>
    );
  }
  return (
    <ul className="grid gap-3">
      {open.map((window) => (
        <li
          key={`${window.until_at} ${window.quantity}`}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1"
        >
          <span>
            {seats(window.quantity)} until <Instant at={window.until_at} />
          </span>
          <Badge tone="info">{timeUntil(window.until_at, now)} left</Badge>
        </li>
      ))}
    </ul>
  );
}
