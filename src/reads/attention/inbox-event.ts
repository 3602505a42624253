import { type AttentionKind, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  source: "stripe" | "partner-center";
  type: string;
  event_id: string;
  attempts: number;
  last_error: string | null;
  since: Date;
};

const NAME = "inbox_event";
const SOURCES = { stripe: "Stripe", "partner-center": "Partner Center" };

const GIVEN_UP = `select id, source, type, event_id, attempts, last_error, coalesce(failed_at, next_try_at) as since
  from csp_inbox_event e where state = 'failed' and ${unsettled(NAME, "e.id", "coalesce(e.last_error, '')")}
  order by since, id limit :most`;

/** Something the outside world told us that could not be dealt with. */
export const inboxEventKind: AttentionKind = {
  name: NAME,
  title: "Event given up",
  isSettledByWord: true,
  isToldAtOnce: false,
  async read(container, now) {
    return (await rowsOf<Row>(container, GIVEN_UP, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: row.last_error ?? "",
      words: `${SOURCES[row.source]} told of "${row.type.replaceAll(/[._-]+/g, " ")}", and after ${row.attempts} tries it could not be dealt with. The sweeps find most of what it was about without it.`,
      detail: `${row.type} ${row.event_id}: ${row.last_error ?? "no reason was kept"}`,
      customerReads: null,
      companyId: null,
      links: [],
      money: null,
      acts: [{ words: "Retry", path: `/inbox-events/${row.id}/retry`, asksReason: false, warning: null }],
    }));
  },
};
