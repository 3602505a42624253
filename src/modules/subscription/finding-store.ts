import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { generateEntityId, MedusaError } from "@medusajs/framework/utils";
import { z } from "zod";
import { type BookedNow, type Difference, fateOf } from "../../domain/subscription";
import { proposalOf, storedProposal } from "./event-rows";
import type {
  Finding,
  FindingFilter,
  ReadSubject,
  ReadTenant,
  Settlement,
  Stake,
  UnknownSubscription,
} from "./finding-types";

const TABLE = "csp_subscription_finding";

const stakeSchema = z.strictObject({
  currency: z.string().length(3),
  unbilled: z.int(),
  eachPeriod: z.int(),
  periodMonths: z.int().nonnegative(),
});

/** Of what we do not have our books say nothing. */
const NOTHING_BOOKED: BookedNow = { quantity: 0, termStartedOn: "", isOver: false };

type FindingRow = {
  id: string;
  subscription_id: string | null;
  company_id: string;
  vendor: string;
  vendor_tenant_id: string;
  vendor_subscription_id: string;
  kind: Finding["kind"];
  theirs: string;
  ours: string;
  words: string;
  proposal: unknown;
  state: Finding["state"];
  first_seen_at: Date;
  last_seen_at: Date;
  gone_at: Date | null;
  settled_at: Date | null;
  settled_by: string | null;
  reason: string | null;
  stake: unknown;
};

/** Differences between the vendor and our books, one row for each as long as it stands. */
export class FindingRepository {
  constructor(private readonly db: Knex) {}

  /** @throws MedusaError not_found */
  async retrieve(id: string, db: Knex = this.db): Promise<Finding> {
    const row: FindingRow | undefined = await db(TABLE).where({ id }).first();
    if (row === undefined) {
      throw new MedusaError(MedusaError.Types.NOT_FOUND, `Finding ${id} was not found.`);
    }
    return findingOf(row);
  }

  /** Those of these subscriptions that the vendor still says, the oldest first, whatever a person said of them. */
  async standing(subscriptionIds: readonly string[]): Promise<Finding[]> {
    const rows: FindingRow[] = await this.db(TABLE)
      .whereIn("subscription_id", [...subscriptionIds])
      .whereNull("gone_at")
      .orderBy(["first_seen_at", "id"]);
    return rows.map(findingOf);
  }

  /** A page, the newest first, and how many there are. */
  async page(
    filter: FindingFilter,
    { limit, offset }: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly findings: Finding[]; readonly count: number }> {
    const { state, kind, companyId, subscriptionId } = filter;
    const wanted = this.db(TABLE).where((where) => {
      for (const [column, value] of Object.entries({
        state,
        kind,
        company_id: companyId,
        subscription_id: subscriptionId,
      })) {
        if (value !== undefined) {
          where.where(column, value);
        }
      }
    });
    const rows: FindingRow[] = await wanted
      .clone()
      .orderBy([
        { column: "first_seen_at", order: "desc" },
        { column: "id", order: "desc" },
      ])
      .limit(limit)
      .offset(offset);
    const counted = await wanted.clone().count("* as count").first<{ count: string }>();
    return { findings: rows.map(findingOf), count: Number(counted.count) };
  }

  /**
   * Writes down what a reading shows: what was not there is a new row, what is there is seen again, and what is shown no
   * more has settled by itself. In the caller's transaction, which holds the subscription's row.
   */
  async see(
    trx: Knex.Transaction,
    subject: ReadSubject,
    { differences, booked, now }: { differences: readonly Difference[]; booked: BookedNow; now: Date },
  ): Promise<void> {
    const { vendor, vendorSubscriptionId } = subject;
    const standing: FindingRow[] = await trx(TABLE)
      .where({ vendor })
      .whereRaw("lower(vendor_subscription_id) = lower(?)", [vendorSubscriptionId])
      .whereNull("gone_at")
      .forUpdate();
    for (const row of standing.filter((one) => !differences.some((difference) => isSame(one, difference)))) {
      const fate = fateOf(findingOf(row), booked);
      if (fate === "owed" && row.state === "open") {
        const words = `the vendor had ${row.theirs} before the term that began on ${booked.termStartedOn}, we had ${row.ours}: that is not billed`;
        await trx(TABLE).where({ id: row.id }).whereNot({ words }).update({ words, valued_at: null });
        continue;
      }
      const settled = row.state === "open" ? { state: fate, settled_at: now } : {};
      await trx(TABLE)
        .where({ id: row.id })
        .update({ gone_at: now, ...settled });
    }
    for (const difference of differences) {
      const row = standing.find((one) => isSame(one, difference));
      await (row === undefined
        ? trx(TABLE).insert(newRow(subject, difference, now))
        : // The day it counts from is the one that the first reading told.
          trx(TABLE)
            .where({ id: row.id })
            .update({ ours: difference.ours, words: difference.words, last_seen_at: now }));
    }
  }

  /** Writes down which subscriptions of a tenant we do not have; one that is not among them any more has settled by itself. */
  async seeUnknown(
    trx: Knex.Transaction,
    tenant: ReadTenant,
    unknown: readonly UnknownSubscription[],
    now: Date,
  ): Promise<void> {
    const { vendor, vendorTenantId, companyId } = tenant;
    const standing: string[] = await trx(TABLE)
      .where({ vendor, kind: "unknown" })
      .whereRaw("lower(vendor_tenant_id) = lower(?)", [vendorTenantId])
      .whereNull("gone_at")
      .pluck("vendor_subscription_id");
    const shown = new Map(unknown.map((one) => [one.vendorSubscriptionId.toLowerCase(), one.difference]));
    for (const id of new Set([...shown.keys(), ...standing.map((one) => one.toLowerCase())])) {
      const difference = shown.get(id);
      const subject = { subscriptionId: null, companyId, vendor, vendorTenantId, vendorSubscriptionId: id };
      const differences = difference === undefined ? [] : [difference];
      await this.see(trx, subject, { differences, booked: NOTHING_BOOKED, now });
    }
  }

  /**
   * Settles a finding that is open and still stands.
   *
   * @returns false when somebody else has settled it, or it has settled by itself
   */
  async settle(trx: Knex, id: string, { state, by, reason, eventId, now }: Settlement): Promise<boolean> {
    const changed: number = await trx(TABLE)
      .where({ id, state: "open" })
      .whereNull("gone_at")
      .update({
        state,
        settled_at: now,
        settled_by: by,
        reason,
        event_id: eventId,
        ...(state === "billed" ? { gone_at: now } : {}),
      });
    return changed === 1;
  }

  /** Settles what stands open of one kind about a subscription: a person has decided it by another door. */
  async settleKind(trx: Knex, subscriptionId: string, kind: Finding["kind"], settlement: Settlement): Promise<void> {
    const rows: { id: string }[] = await trx(TABLE)
      .where({ subscription_id: subscriptionId, kind, state: "open" })
      .whereNull("gone_at")
      .select("id");
    for (const { id } of rows) {
      await this.settle(trx, id, settlement);
    }
  }

  /** Open findings with a proposal that were seen after what hangs on them was last planned; the longest waiting first. */
  async toValue(limit: number): Promise<Finding[]> {
    const rows: FindingRow[] = await this.db(TABLE)
      .where({ state: "open" })
      .whereNotNull("proposal")
      .whereRaw("(valued_at is null or valued_at < last_seen_at)")
      .orderByRaw("valued_at nulls first, id")
      .limit(limit);
    return rows.map(findingOf);
  }

  /** Open findings of seats with a proposal that readings at least `apartMs` apart have shown; the oldest first. */
  async seenTwice(apartMs: number, limit: number): Promise<Finding[]> {
    const rows: FindingRow[] = await this.db(TABLE)
      .where({ state: "open", kind: "seats" })
      .whereNotNull("proposal")
      .whereRaw("last_seen_at - first_seen_at >= make_interval(secs => ?)", [apartMs / 1000])
      .orderBy(["first_seen_at", "id"])
      .limit(limit);
    return rows.map(findingOf);
  }

  /** Notes what hangs on a finding, as planned at `now`; null: it could not be planned. */
  async value(id: string, stake: Stake | null, now: Date): Promise<void> {
    await this.db(TABLE)
      .where({ id })
      .update({ stake: stake === null ? null : JSON.stringify(stakeSchema.parse(stake)), valued_at: now });
  }
}

const isSame = (row: Pick<FindingRow, "kind" | "theirs">, { kind, theirs }: Difference): boolean =>
  row.kind === kind && row.theirs === theirs;

function newRow(subject: ReadSubject, difference: Difference, now: Date): Record<string, unknown> {
  const { kind, theirs, ours, words, proposal } = difference;
  return {
    id: generateEntityId(undefined, "cspfind"),
    subscription_id: subject.subscriptionId,
    company_id: subject.companyId,
    vendor: subject.vendor,
    vendor_tenant_id: subject.vendorTenantId,
    vendor_subscription_id: subject.vendorSubscriptionId,
    kind,
    theirs,
    ours,
    words,
    proposal: proposal === null ? null : JSON.stringify(storedProposal(proposal)),
    first_seen_at: now,
    last_seen_at: now,
  };
}

function findingOf(row: FindingRow): Finding {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    companyId: row.company_id,
    vendor: row.vendor,
    vendorTenantId: row.vendor_tenant_id,
    vendorSubscriptionId: row.vendor_subscription_id,
    kind: row.kind,
    theirs: row.theirs,
    ours: row.ours,
    words: row.words,
    proposal: row.proposal === null ? null : proposalOf(row.proposal),
    state: row.state,
    firstSeenAt: row.first_seen_at,
    lastSeenAt: row.last_seen_at,
    goneAt: row.gone_at,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    reason: row.reason,
    stake: row.stake === null ? null : stakeSchema.parse(row.stake),
  };
}
