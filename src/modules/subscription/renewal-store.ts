import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId } from "@medusajs/framework/utils";
import type { LocalDate } from "../../domain/calendar";
import { OPEN_CHANGE_STATES } from "../../domain/states";
import type { EndWish, RemindedTerm } from "../../domain/subscription";
import type { EndingFilter, EndOfTermTalk, ReminderCandidate, RenewalConfirmation } from "./renewal-types";
import { isHeldWhere, SUBSCRIPTION_COLUMNS, type SubscriptionRow } from "./subscription-rows";
import { withWindows } from "./tranche-store";
import type { Subscription } from "./types";

const CONFIRMATIONS = "csp_renewal_confirmation";

type ConfirmationRow = {
  subscription_id: string;
  company_id: string;
  term_ends_on: string;
  outcome: RenewalConfirmation["outcome"];
  quantity: number | null;
  confirmed_by: string;
  confirmed_at: Date;
};

/** What is said about the end of terms, and which reminders of it went out. */
export class RenewalRepository {
  constructor(private readonly db: Knex) {}

  /** A page of running subscriptions, the first to end first, and how many there are in all. */
  async page(
    { until, companyId }: EndingFilter,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly subscriptions: Subscription[]; readonly count: number }> {
    const wanted = this.db("csp_subscription")
      .whereIn("status", ["active", "suspended"])
      .where("term_ends_on", "<", until);
    if (companyId !== undefined) {
      wanted.where({ company_id: companyId });
    }
    const rows: SubscriptionRow[] = await wanted
      .clone()
      .select(this.db.raw(SUBSCRIPTION_COLUMNS))
      .orderBy(["term_ends_on", "id"])
      .limit(limit)
      .offset(offset);
    const counted = await wanted.clone().count("* as count").first<{ count: string }>();
    return { subscriptions: await withWindows(this.db, rows), count: Number(counted.count) };
  }

  /** Active subscriptions that billing does not hold for, whose term ends after `after` and before `until`; the first to end first. */
  async candidates(after: LocalDate, until: LocalDate): Promise<ReminderCandidate[]> {
    const rows: { id: string; started: string; ends: string; reminded_days: number | null }[] = await this.db(
      "csp_subscription",
    )
      .select("id", "reminded_days", this.db.raw("term_started_on::text as started, term_ends_on::text as ends"))
      .where({ status: "active" })
      .where("term_ends_on", ">", after)
      .where("term_ends_on", "<", until)
      .whereRaw(`not ${isHeldWhere()}`)
      .orderBy(["term_ends_on", "id"]);
    return rows.map(({ id, started, ends, reminded_days }) => ({
      id,
      termStartedOn: started,
      termEndsOn: ends,
      reminded: reminded_days,
    }));
  }

  /** The terms that run and end after `after`, each once, however many subscriptions have it. */
  async runningTerms(after: LocalDate): Promise<RemindedTerm[]> {
    const rows: { started: string; ends: string }[] = await this.db("csp_subscription")
      .distinct(this.db.raw("term_started_on::text as started, term_ends_on::text as ends"))
      .where({ status: "active" })
      .where("term_ends_on", ">", after);
    return rows.map(({ started, ends }) => ({ termStartedOn: started, termEndsOn: ends }));
  }

  /** Notes which reminder of a term was dealt with last; nothing of a term that runs no more. */
  async noteReminded(id: string, termEndsOn: LocalDate, days: number): Promise<void> {
    await this.db("csp_subscription").where({ id, term_ends_on: termEndsOn }).update({ reminded_days: days });
  }

  /** Keeps what a company has confirmed; the same again, with nothing else between, is the one that stands. */
  async confirm(confirmation: RenewalConfirmation, db: Knex): Promise<void> {
    const { subscriptionId, companyId, termEndsOn, outcome, quantity, by, at } = confirmation;
    // Of two at once the second sees the first.
    await db("csp_subscription").where({ id: subscriptionId }).forUpdate().first("id");
    const [last] = await this.newest([subscriptionId], db);
    if (last?.termEndsOn === termEndsOn && last.outcome === outcome && last.quantity === quantity) {
      return;
    }
    await db(CONFIRMATIONS).insert({
      id: generateEntityId(undefined, "csprencf"),
      subscription_id: subscriptionId,
      company_id: companyId,
      term_ends_on: termEndsOn,
      outcome,
      quantity,
      confirmed_by: by,
      confirmed_at: at,
    });
  }

  /** Takes what was only on the vendor's record for the wish of the company; nothing where it has one already. */
  async adoptWish(id: string, wish: EndWish, keptAt: Date | null, db: Knex): Promise<void> {
    await db("csp_subscription")
      .where({ id })
      .whereNull("end_wish")
      .update({ end_wish: JSON.stringify(wish), end_wish_kept_at: keptAt });
  }

  /** What was said about the end of the running term of each of these; three queries whatever their number. */
  async talkOf(subscriptionIds: readonly string[]): Promise<Map<string, EndOfTermTalk>> {
    const ids = [...subscriptionIds];
    const [confirmed, chosen, open] = await Promise.all([
      this.newest(ids, this.db),
      this.db("csp_subscription_change as c")
        .join("csp_subscription as s", "s.id", "c.subscription_id")
        .distinctOn("c.subscription_id")
        .select<{ subscription_id: string; asked_as: "customer" | "seller" }[]>("c.subscription_id", "c.asked_as")
        .whereIn("c.subscription_id", ids)
        .where({ "c.kind": "renewal" })
        .whereNot({ "c.asked_as": "system" })
        // What was chosen before was chosen of the term before.
        .whereRaw("c.confirmed_at >= s.term_started_on::timestamp at time zone 'UTC'")
        .orderBy([{ column: "c.subscription_id" }, { column: "c.confirmed_at", order: "desc" }]),
      this.db("csp_subscription_change")
        .whereIn("subscription_id", ids)
        .whereIn("state", [...OPEN_CHANGE_STATES])
        .pluck<string[]>("subscription_id"),
    ]);
    const confirmations = new Map(confirmed.map((one) => [one.subscriptionId, one]));
    const choosers = new Map(chosen.map((one) => [one.subscription_id, one.asked_as]));
    const changing = new Set(open);
    return new Map(
      ids.map((id) => [
        id,
        {
          confirmation: confirmations.get(id) ?? null,
          chosenAs: choosers.get(id) ?? null,
          isChanging: changing.has(id),
        },
      ]),
    );
  }

  /** The newest confirmation of the running term of each. */
  private async newest(ids: readonly string[], db: Knex): Promise<RenewalConfirmation[]> {
    const rows: ConfirmationRow[] = await db(`${CONFIRMATIONS} as c`)
      .join("csp_subscription as s", (join) => {
        join.on("s.id", "c.subscription_id").andOn("s.term_ends_on", "c.term_ends_on");
      })
      .distinctOn("c.subscription_id")
      .select(
        ...["c.subscription_id", "c.company_id", "c.outcome", "c.quantity", "c.confirmed_by", "c.confirmed_at"],
        db.raw("c.term_ends_on::text as term_ends_on"),
      )
      .whereIn("c.subscription_id", [...ids])
      .orderBy([
        { column: "c.subscription_id" },
        { column: "c.confirmed_at", order: "desc" },
        { column: "c.id", order: "desc" },
      ]);
    return rows.map((row) => ({
      subscriptionId: row.subscription_id,
      companyId: row.company_id,
      termEndsOn: row.term_ends_on,
      outcome: row.outcome,
      quantity: row.quantity,
      by: row.confirmed_by,
      at: row.confirmed_at,
    }));
  }
}
