import { createHash } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { RequestCount, SignIn } from "./types";

/** A password is written within a fraction of a second; a process that stands still for longer is a dead one. */
const NEW_PASSWORD_WITHIN_MS = 10_000;

type CountRow = { requests: number; ends_at: Date };

/**
 * Who may come in: how often somebody asked, and which sign-ins have ended. All times are the database's own, because
 * several processes share it, and none of them is part of a rule about money.
 */
export default class AccessService {
  private readonly db: Knex;

  constructor(container: Record<string, unknown>) {
    this.db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
  }

  /** Counts one request; the first one under a key opens a window of `windowMs` milliseconds. */
  async countRequest(key: string, windowMs: number): Promise<RequestCount> {
    const { rows } = await this.db.raw<{ rows: CountRow[] }>(
      `insert into csp_request_count as c (key, requests, ends_at)
       values (:key, 1, now() + :windowMs * interval '1 millisecond')
       on conflict (key) do update set
         requests = case when c.ends_at <= now() then 1 else c.requests + 1 end,
         ends_at = case when c.ends_at <= now() then excluded.ends_at else c.ends_at end
       returning requests, ends_at`,
      { key: hashOf(key), windowMs },
    );
    const [row] = rows;
    if (!row) {
      throw new Error("The database counted a request and did not say how many there were.");
    }
    return { requests: row.requests, endsAt: row.ends_at };
  }

  /** Takes one request back that turned out not to count. */
  async uncountRequest(key: string): Promise<void> {
    await this.db("csp_request_count")
      .where({ key: hashOf(key) })
      .update({ requests: this.db.raw("greatest(requests - 1, 0)") });
  }

  async forgetRequests(key: string): Promise<void> {
    await this.db("csp_request_count")
      .where({ key: hashOf(key) })
      .delete();
  }

  /**
   * Names the sign-in that a token or a session goes back to, however often it was refreshed. Null for a session of which
   * it is not known.
   */
  async firstOf({ token, openedBy }: Pick<SignIn, "token" | "openedBy">): Promise<string | null> {
    if (token === null) {
      return openedBy;
    }
    const refreshed = await this.db("csp_refreshed_token")
      .where({ token_hash: hashOf(token) })
      .first<{ first_hash: string } | undefined>("first_hash");
    return refreshed?.first_hash ?? hashOf(token);
  }

  /** Notes that a token was made out of a sign-in, and ends with it. `expiresAt` is when it ends by itself. */
  async noteRefreshed(token: string, first: string, expiresAt: Date): Promise<void> {
    await this.db("csp_refreshed_token")
      .insert({ token_hash: hashOf(token), first_hash: first, expires_at: expiresAt })
      .onConflict("token_hash")
      .ignore();
  }

  /**
   * Ends one sign-in: its token, what that was refreshed into and the sessions opened with either are refused from now on.
   *
   * @param first as `firstOf` names it
   * @param expiresAt when the last token that was made of it by now ends by itself
   */
  async endSignIn(first: string, expiresAt: Date): Promise<void> {
    await this.db.raw(
      `insert into csp_ended_token as e (token_hash, expires_at) values (?, ?)
       on conflict (token_hash) do update set expires_at = greatest(e.expires_at, excluded.expires_at)`,
      [first, expiresAt],
    );
  }

  /**
   * Ends every sign-in of an identity that was begun until now.
   *
   * @param kept the sign-in, as `firstOf` names it, that goes on; null: none
   */
  async endSignIns(identityId: string, kept: string | null = null): Promise<void> {
    await this.db.raw(
      `insert into csp_ended_sign_in as e (identity_id, ended_at, kept_hash) values (:identityId, now(), :kept)
       on conflict (identity_id) do update set
         ended_at = greatest(e.ended_at, excluded.ended_at), kept_hash = excluded.kept_hash`,
      { identityId, kept },
    );
  }

  /**
   * Takes a link for a new password, which sets one once: of several uses at once, and of several links of one identity,
   * one is taken. With it every sign-in ends, for a while ahead of now: whoever signs in with the old password while the
   * new one is being written is out as well, even if this process does not live to say so (`endNewPassword`).
   *
   * @param issuedAtSeconds when the link was made, in seconds since 1970: a link of the same second or before one that was
   *   used is as good as used
   * @returns until when sign-ins are refused, exclusive; null when the link is used
   */
  async beginNewPassword(identityId: string, issuedAtSeconds: number): Promise<string | null> {
    const { rows } = await this.db.raw<{ rows: { until: string }[] }>(
      `insert into csp_ended_sign_in as e (identity_id, ended_at, link_used_at)
       values (:identityId, now() + :aheadMs * interval '1 millisecond', now())
       on conflict (identity_id) do update set
         ended_at = excluded.ended_at, link_used_at = excluded.link_used_at, kept_hash = null
       where e.link_used_at is null or e.link_used_at < to_timestamp(:issuedAtSeconds)
       returning cast(ended_at as text) as until`,
      { identityId, issuedAtSeconds, aheadMs: NEW_PASSWORD_WITHIN_MS },
    );
    return rows[0]?.until ?? null;
  }

  /**
   * The new password is written, or it is known not to be: sign-ins from now on are good. Who does not come here leaves
   * them refused until the instant that `beginNewPassword` gave.
   */
  async endNewPassword(identityId: string, until: string): Promise<void> {
    await this.db.raw(
      `update csp_ended_sign_in set ended_at = clock_timestamp()
       where identity_id = :identityId and ended_at = cast(:until as timestamptz)`,
      { identityId, until },
    );
  }

  /** Whether a sign-in has ended. A token knows its second only, so those of the second of the end have ended too. */
  async hasEnded(signIn: SignIn): Promise<boolean> {
    const { identityId, issuedAtSeconds } = signIn;
    const { rows } = await this.db.raw<{ rows: { ended: boolean }[] }>(
      `select exists (select 1 from csp_ended_token where token_hash = :first)
           or exists (select 1 from csp_ended_sign_in
                      where identity_id = :identityId and ended_at >= to_timestamp(:issuedAtSeconds)
                        and kept_hash is distinct from :first) as ended`,
      { first: (await this.firstOf(signIn)) ?? "", identityId, issuedAtSeconds },
    );
    return rows[0]?.ended ?? false;
  }

  /** Removes what has no effect any more. @returns how many rows */
  async tidy(): Promise<number> {
    const counts: number = await this.db("csp_request_count").whereRaw("ends_at <= now()").delete();
    const tokens: number = await this.db("csp_ended_token").whereRaw("expires_at <= now()").delete();
    const refreshed: number = await this.db("csp_refreshed_token").whereRaw("expires_at <= now()").delete();
    return counts + tokens + refreshed;
  }
}

/** Keys hold mail addresses and tokens, which nobody has to be able to read here. */
function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
