import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { OutsideSystem } from "../../domain/states";

export type { OutsideSystem };

/** The scope of a fault of the credentials or of the connection: whatever is asked is refused. */
export const WHOLE_ACCESS = "access";

/**
 * What is refused: everything (`WHOLE_ACCESS`), whatever is asked with one of several sign-ins (`SIGN_INS`), or one kind of
 * call, which is one right or one operation.
 */
export type SetUpFaultKey = { readonly system: OutsideSystem; readonly scope: string };

/** The sign-ins of a system that has more than one: each can fail for itself, and stops only what is asked with it. */
export const SIGN_INS = { app: "app sign-in", user: "user sign-in" } as const;

export type SignIn = (typeof SIGN_INS)[keyof typeof SIGN_INS];

/** A call as it was made: of its kind, and with one of the system's sign-ins where it has several. */
export type SetUpCall = SetUpFaultKey & { readonly signIn?: SignIn };

/** Every scope whose faults such a call meets, and whose end its good answer tells of. */
export const scopesOf = ({ scope, signIn }: SetUpCall): readonly string[] => [
  scope,
  ...(signIn === undefined ? [] : [signIn]),
  WHOLE_ACCESS,
];

/** A fault of our set-up as it stands: since when, how often it was met, what was said last, when it is tried again. */
export type SetUpFault = SetUpFaultKey & {
  readonly since: Date;
  readonly lastAt: Date;
  readonly count: number;
  /** For the partner: what is wrong and what to do. */
  readonly words: string;
  readonly probeAt: Date;
};

/** `free`: nothing is wrong. `probe`: the caller alone may ask once, to see whether it works again. `paused`: nobody asks. */
export type MayAsk = "free" | "probe" | "paused";

/** How long nobody asks a system again for what it refuses our set-up. */
export const PROBE_EVERY_MS = 60_000;

/** Tries of what waits are spread by so much, so that not the same one has the probe each time. */
const SPREAD_MS = 10_000;

/**
 * When what waits for the end of a fault is tried again: after the fault was probed, which one of all that wait does.
 *
 * @param random in [0, 1)
 */
export const afterSetUp = (now: Date, random: number): Date =>
  new Date(now.getTime() + PROBE_EVERY_MS + Math.round(random * SPREAD_MS));

/** What comes back within a day is the same fault: it keeps its `since`, and is no news. */
export const SAME_FAULT = "1 day";

/**
 * What nobody has asked for so long is nobody's trouble any more: what waits for it would have asked every minute.
 */
export const FORGOTTEN_AFTER = "7 days";

/** For a `where` over `csp_set_up_fault`: the fault stands at `now`, which is SQL. */
export const standsAt = (now: string): string =>
  `(ended_at is null and (scope = '${WHOLE_ACCESS}' or last_at > ${now} - interval '${FORGOTTEN_AFTER}'))`;

/** The one text by which rows that wait for the end of a fault, and Attention, name it. */
export const faultRef = ({ system, scope }: SetUpFaultKey): string =>
  scope === WHOLE_ACCESS ? system : `${system} ${scope}`;

/** The fault that a text of `faultRef` names. */
export function faultOfRef(ref: string): SetUpFaultKey {
  const [system = "", ...scope] = ref.split(" ");
  return { system: system as OutsideSystem, scope: scope.join(" ") || WHOLE_ACCESS };
}

const TABLE = "csp_set_up_fault";

type Row = {
  system: OutsideSystem;
  scope: string;
  since: Date;
  last_at: Date;
  count: number;
  words: string;
  probe_at: Date;
  ended_at: Date | null;
};

/** What the whole installation knows of its own set-up, so that ten thousand requests need not find the same out. */
export class SetUpFaults {
  constructor(private readonly db: () => Knex) {}

  /** All faults there are at `now`, the oldest first. */
  async list(now: Date): Promise<SetUpFault[]> {
    const rows = await this.db()<Row>(TABLE)
      .whereRaw(standsAt("cast(:now as timestamptz)"), { now })
      .orderBy(["since", "system", "scope"])
      .select();
    return rows.map((row) => ({
      system: row.system,
      scope: row.scope,
      since: row.since,
      lastAt: row.last_at,
      count: row.count,
      words: row.words,
      probeAt: row.probe_at,
    }));
  }

  /**
   * Notes that the system refused our set-up once more; two callers who tell of one instant count once. A fault that had
   * ended less than a day ago has come back, and goes on with its first `since`.
   *
   * @returns whether it did not stand before
   */
  async record({ system, scope }: SetUpFaultKey, words: string, now: Date): Promise<boolean> {
    const before = await this.db()<Row>(TABLE).where({ system, scope }).first("ended_at");
    const isOver = `${TABLE}.ended_at is not null`;
    const isOld = `${TABLE}.ended_at < excluded.last_at - interval '${SAME_FAULT}'`;
    await this.db()<Row>(TABLE)
      .insert({
        ...{ system, scope, since: now, last_at: now, count: 1, words: words.slice(0, 1000), ended_at: null },
        probe_at: new Date(now.getTime() + PROBE_EVERY_MS),
      })
      .onConflict(["system", "scope"])
      .merge({
        since: this.db().raw(`case when ${isOld} then excluded.since else ${TABLE}.since end`),
        last_at: this.db().raw(`greatest(${TABLE}.last_at, excluded.last_at)`),
        count: this.db().raw(
          `case when ${isOver} then 1 else ${TABLE}.count + (excluded.last_at > ${TABLE}.last_at)::int end`,
        ),
        words: this.db().raw("excluded.words"),
        probe_at: this.db().raw("excluded.probe_at"),
        ended_at: null,
      });
    return before === undefined || before.ended_at !== null;
  }

  /**
   * The system has answered this call: a fault of its kind is over, and so is one of its sign-in and of the whole access.
   *
   * @returns whether there was one
   */
  async clear(call: SetUpCall, now: Date): Promise<boolean> {
    const { system } = call;
    const standing = () =>
      this.db()<Row>(TABLE).where({ system }).whereIn("scope", scopesOf(call)).whereNull("ended_at");
    // Asked after every good answer, so that it writes only when there is something to end.
    const fault = await standing().first("system");
    return fault !== undefined && (await standing().update({ ended_at: now })) > 0;
  }

  /**
   * Whether a system may be asked for what needs these scopes. Of all workers one gets the probe that is due; it is then
   * due again later.
   */
  async mayAsk(system: OutsideSystem, scopes: readonly string[], now: Date): Promise<MayAsk> {
    const standing = () => this.standing(system, scopes);
    const probes = await standing().select("scope", "probe_at");
    if (probes.length === 0) {
      return "free";
    }
    if (probes.some(({ probe_at: at }) => at > now)) {
      return "paused";
    }
    const claimed = await standing()
      .where("probe_at", "<=", now)
      .update({ probe_at: new Date(now.getTime() + PROBE_EVERY_MS) });
    return claimed > 0 ? "probe" : "paused";
  }

  /** When the system is asked again for what needs these scopes; null when nothing is wrong. */
  async nextProbeAt(system: OutsideSystem, scopes: readonly string[]): Promise<Date | null> {
    const fault = await this.standing(system, scopes).orderBy("probe_at", "desc").first("probe_at");
    return fault?.probe_at ?? null;
  }

  private standing(system: OutsideSystem, scopes: readonly string[]) {
    return this.db()<Row>(TABLE)
      .where({ system })
      .whereIn("scope", [...scopes, WHOLE_ACCESS])
      .whereNull("ended_at");
  }
}
