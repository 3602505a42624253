import { type AttentionKind, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  state: "waiting" | "failed";
  source: "stripe" | "partner-center";
  type: string;
  event_id: string;
  attempts: number;
  last_error: string | null;
  since: Date;
};

const NAME = "inbox_event";
const SOURCES = { stripe: "Stripe", "partner-center": "Partner Center" };

/** What waits for a system that does not answer uses up no try; after a day it stands here all the same. */
const PATIENCE = "1 day";
/** What such an event looks like, whatever the system says this time. */
const WAITS = "waits";

const GIVEN_UP = `select id, state, source, type, event_id, attempts, last_error,
    case state when 'waiting' then received_at else coalesce(failed_at, next_try_at) end as since
  from csp_inbox_event e
  where (state = 'failed' or (state = 'waiting' and set_up_fault is null and last_error is not null
      and received_at <= :now::timestamptz - interval '${PATIENCE}'))
    and ${unsettled(NAME, "e.id", `case e.state when 'waiting' then '${WAITS}' else coalesce(e.last_error, '') end`)}
  order by since, id limit :most`;

/** Something the outside world told us that could not be dealt with, or not for a day. */
export const inboxEventKind: AttentionKind = {
  name: NAME,
  title: "Event given up",
  isSettledByWord: true,
  isToldAtOnce: false,
  async read(container, now) {
    return (await rowsOf<Row>(container, GIVEN_UP, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.state === "waiting" ? WAITS : (row.last_error ?? ""),
      words:
        row.state === "waiting"
          ? `${toldOf(row)}, and whoever has to be asked about it has not answered for a day. It is tried again by itself for as long as it takes; look it up there meanwhile.`
          : `${toldOf(row)}, and after ${row.attempts} tries it could not be dealt with. The sweeps find most of what it was about without it.`,
      detail: `${row.type} ${row.event_id}: ${row.last_error ?? "no reason was kept"}`,
      customerReads: null,
      companyId: null,
      links: [],
      money: null,
      acts:
        row.state === "waiting"
          ? []
          : [{ words: "Retry", path: `/inbox-events/${row.id}/retry`, asksReason: false, warning: null }],
    }));
  },
};

/** The vendor's name of an event as words: "checkout session completed". */
function toldOf({ source, type }: Row): string {
  return `${SOURCES[source]} told of "${type.replaceAll(/[._-]+/g, " ")}"`;
}
