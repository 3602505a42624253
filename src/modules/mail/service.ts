import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { AskedMail, KeptMail, MailFailure, MailState, MailTurn } from "./types";

const TABLE = "csp_mail";

/**
 * Until then nobody else tries a mail that somebody tries: longer than the mail provider waits for its server. What was
 * begun and is not noted by then died with its process.
 */
export const PAUSE_SECONDS = 60;
/** After an hour of tries in vain, the next ones come at longer intervals. */
const SOON = { attempts: 60, pauseSeconds: PAUSE_SECONDS } as const;
const LATER = { attempts: 300, pauseSeconds: 30 * 60 } as const;

/** What is left of a mail when it is over: that it was, and how it ended, but not to whom or what it said. */
const FORGOTTEN = { recipient: null, sealed: null, next_at: null } as const;

/**
 * The mails that were asked for: a mail is written down before it is sent, so that neither a process that dies nor a mail
 * server that is down loses it, and one that went out goes out once. All times are the database's own, because several
 * processes share it, and none of them is part of a rule about money.
 */
export default class MailService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /**
   * Writes a mail down. One that is over stays so; one that waits is sent as it was asked for last.
   *
   * @returns whether it waits
   */
  async write(mail: AskedMail): Promise<boolean> {
    const { id, template, to, sealed, usefulForMs } = mail;
    const content = { recipient: to, sealed };
    const written = await this.db(TABLE)
      .insert({
        ...{ id, template, state: "waiting", ...content },
        expires_at: usefulForMs === null ? null : this.db.raw("now() + ? * interval '1 millisecond'", [usefulForMs]),
      })
      .onConflict("id")
      .merge(content)
      .whereRaw(`${TABLE}.state = 'waiting'`)
      .returning("id");
    return written.length > 0;
  }

  /** Takes the turn to send a mail, if it is due and nobody else has. Two callers get one turn. */
  async take(id: string): Promise<MailTurn> {
    const [row] = (await this.open(id)
      .whereRaw("next_at <= now() and attempts < ? and (expires_at is null or expires_at > now())", [LATER.attempts])
      .update({
        attempts: this.db.raw("attempts + 1"),
        next_at: this.db.raw("now() + (case when attempts < ? then ?::int else ?::int end) * interval '1 second'", [
          SOON.attempts,
          SOON.pauseSeconds,
          LATER.pauseSeconds,
        ]),
      })
      .returning("attempts")) as { attempts: number }[];
    return row === undefined ? this.withoutTurn(id) : { turn: "try", attempt: row.attempts };
  }

  /** Notes that the mail server took it. */
  async sent(id: string): Promise<void> {
    await this.open(id).update({ ...FORGOTTEN, state: "sent", failure: null, last_error: null, ended_at: this.now() });
  }

  /** Notes why a try failed; the mail is due again after its pause. */
  async failed(id: string, failure: MailFailure, error: string): Promise<void> {
    await this.open(id).update({ failure, last_error: error.slice(0, 1000) });
  }

  /** Notes that it never goes out; why stands beside it already. */
  async giveUp(id: string): Promise<void> {
    await this.open(id).update({ ...FORGOTTEN, state: "given_up", ended_at: this.now() });
  }

  /** Mails that are due to be sent without their askers, the longest due first. */
  async listDue(limit: number): Promise<KeptMail[]> {
    return this.kept()
      .whereRaw("next_at <= now()")
      .orderBy(["next_at", "id"])
      .limit(limit)
      .select<KeptMail[]>("id", "sealed");
  }

  /** Whether any mail waits to be sent without its asker, now or later. */
  async isAnyKept(): Promise<boolean> {
    return (await this.kept().first("id")) !== undefined;
  }

  /** Whether a mail is still known, as one to a person who was erased is not. */
  async isWritten(id: string): Promise<boolean> {
    return (await this.db(TABLE).where({ id }).first("id")) !== undefined;
  }

  /** Forgets the mails that still wait to go out to this address, however it was typed. */
  async forget(to: string): Promise<void> {
    await this.db(TABLE).whereRaw("lower(recipient) = lower(?)", [to]).delete();
  }

  /**
   * Forgets to whom mails go that wait for whoever asked and were not asked for again for a day. Should they be, the address
   * comes with the question.
   *
   * @returns how many
   */
  async forgetUnasked(limit: number): Promise<number> {
    const unasked = this.db(TABLE)
      .where({ state: "waiting", sealed: null })
      .whereNotNull("recipient")
      .whereRaw("next_at < now() - interval '1 day'")
      .limit(limit)
      .select("id");
    return this.db(TABLE).whereIn("id", unasked).where({ state: "waiting" }).update({ recipient: null });
  }

  private async withoutTurn(id: string): Promise<MailTurn> {
    const row = await this.db(TABLE)
      .where({ id })
      .first<{ state: MailState; over: boolean } | undefined>(
        "state",
        this.db.raw("next_at <= now() and (attempts >= ? or expires_at <= now()) as over", [LATER.attempts]),
      );
    if (row === undefined) {
      return { turn: "not_now" };
    }
    if (row.state !== "waiting") {
      return { turn: "over", state: row.state };
    }
    if (!row.over) {
      return { turn: "not_now" };
    }
    await this.giveUp(id);
    return { turn: "over", state: "given_up" };
  }

  private open(id: string): Knex.QueryBuilder {
    return this.db(TABLE).where({ id, state: "waiting" });
  }

  private kept(): Knex.QueryBuilder {
    return this.db(TABLE).where({ state: "waiting" }).whereNotNull("sealed");
  }

  private now(): Knex.Raw {
    return this.db.raw("now()");
  }
}
