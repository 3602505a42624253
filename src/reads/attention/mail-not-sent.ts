import { MAIL_FAILURES, type MailFailure } from "../../modules/mail";
import { type AttentionKind, rowsOf, unsettled } from "./kind";

type Row = {
  id: string;
  template: string;
  state: "waiting" | "given_up";
  failure: MailFailure | null;
  last_error: string | null;
  attempts: number;
  since: Date;
};

const NAME = "mail_not_sent";

/**
 * What has not gone out after a quarter of an hour; of the last 30 days. While the mail server takes nothing at all, that
 * stands here as one thing, its set-up fault, and not as each mail.
 */
const NOT_SENT = `select mail.id, mail.template, mail.state, mail.failure, mail.last_error, mail.attempts, mail.asked_at as since
  from csp_mail mail
  where mail.state <> 'sent' and mail.asked_at < now() - interval '15 minutes' and mail.asked_at > now() - interval '30 days'
    and not (mail.state = 'waiting' and mail.failure is not distinct from 'server'
      and exists (select from csp_set_up_fault f where f.system = 'mail' and f.ended_at is null))
    and ${unsettled(NAME, "mail.id", "'not_sent'")}
  order by mail.asked_at, mail.id limit :most`;

/** What happened, as it was noted; where nothing was, it may have been begun. */
const WHY: Readonly<Record<MailFailure | "unknown" | "untried", string>> = {
  server: "the mail server could not be reached, or did not let us in. Look at SMTP_URL and at the mail server",
  refused: "the mail server answered, and did not take it. Its answer says whether the address is wrong",
  unwritten: "it could not be made ready to send",
  here: "sending broke off on our side, before the mail server was asked",
  unknown: "its process ended before an answer of the mail server was noted, so it has perhaps gone out",
  untried: "no process has come to it. See that one runs that does such work",
};

/** A mail that has not gone out. */
export const mailNotSentKind: AttentionKind = {
  name: NAME,
  title: "Mail not sent",
  isSettledByWord: true,
  isToldAtOnce: false,
  async read(container, now) {
    return (await rowsOf<Row>(container, NOT_SENT, now)).map((row) => ({
      ref: row.id,
      since: row.since,
      state: "not_sent",
      words: wordsOf(row),
      detail: [row.id, ...(row.last_error === null ? [] : [row.last_error])].join("\n"),
      customerReads: null,
      companyId: null,
      links: [],
      money: null,
      acts: [],
    }));
  },
};

function wordsOf({ template, state, failure, attempts }: Row): string {
  const why = WHY[MAIL_FAILURES.find((one) => one === failure) ?? (attempts === 0 ? "untried" : "unknown")];
  const tries = `${attempts} ${attempts === 1 ? "time" : "times"}`;
  const end = state === "given_up" ? "It is not tried any more" : "It is tried again";
  return `A mail (${template.replaceAll("_", " ")}) has not gone out, tried ${tries}: ${why}. ${end}.`;
}
