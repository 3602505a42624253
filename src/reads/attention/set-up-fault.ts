import { faultRef, type SetUpFaultKey, SIGN_INS, standsAt, WHOLE_ACCESS } from "../../modules/settings";
import { type AttentionKind, rowsOf } from "./kind";
import { moneyOf, type Waiting, waitingFor } from "./set-up-waiting";

type Row = SetUpFaultKey & { words: string; count: number; since: Date };

const SYSTEMS: Readonly<Record<Row["system"], string>> = {
  stripe: "Stripe",
  partner_center: "Partner Center",
  mail: "The mail server",
};

const STANDING = `select system, scope, words, count, since from csp_set_up_fault
  where ${standsAt(":now::timestamptz")} order by since, system, scope limit :most`;

/** What our own set-up keeps an outside system from doing; what waits for it goes on by itself once that is mended. */
export const setUpFaultKind: AttentionKind = {
  name: "set_up_fault",
  title: "Set-up",
  isSettledByWord: false,
  isToldAtOnce: true,
  async read(container, now) {
    const faults = await rowsOf<Row>(container, STANDING, now);
    if (faults.length === 0) {
      return [];
    }
    const waiting = await waitingFor(container, now);
    return faults.map((row) => {
      const waits = waiting.filter((one) => isForFault(one, row));
      return {
        ref: faultRef(row),
        since: row.since,
        state: faultRef(row),
        words: `${whatIsRefused(row)} ${row.words} ${waitWords(waits)}`,
        detail: `Met ${row.count} ${row.count === 1 ? "time" : "times"}.`,
        customerReads: null,
        companyId: null,
        links: [],
        money: moneyOf(waits),
        acts: [],
      };
    });
  },
};

/** Whose sign-in it is, what needs it, and what to do. */
const OF_SIGN_IN: ReadonlyMap<string, string> = new Map([
  [
    SIGN_INS.app,
    "the application's own sign-in; orders, subscriptions and companies wait. Look at the application's secret and its permissions.",
  ],
  [
    SIGN_INS.user,
    "the sign-in of the user who consented; only the customer agreement waits, and everything else goes on. Consent anew, with a second factor, and set the refresh token that comes of it.",
  ],
]);

function whatIsRefused({ system, scope }: Row): string {
  if (scope === WHOLE_ACCESS) {
    return `${SYSTEMS[system]} refuses this installation's set-up; nothing is asked of it until that is mended.`;
  }
  const signIn = OF_SIGN_IN.get(scope);
  return signIn === undefined
    ? `${SYSTEMS[system]} refuses this installation one kind of call (${scope.replaceAll("_", " ")}); everything else goes on.`
    : `${SYSTEMS[system]} refuses ${signIn}`;
}

/** Rows that name no fault of their own are not begun while one stands that they would meet. */
function isForFault({ ref, needs }: Waiting, { system, scope }: Row): boolean {
  return ref === null
    ? needs !== null && needs.system === system && (scope === WHOLE_ACCESS || needs.scopes.includes(scope))
    : ref === faultRef({ system, scope });
}

const NOUNS: Readonly<Record<Waiting["what"], readonly [one: string, more: string]>> = {
  order: ["order", "orders"],
  event: ["event", "events"],
  invoice: ["invoice", "invoices"],
  reading: ["reading of a subscription", "readings of subscriptions"],
};

function waitWords(waits: readonly Waiting[]): string {
  const counted = (["order", "invoice", "event", "reading"] as const).flatMap((what) => {
    const count = waits.filter((one) => one.what === what).reduce((sum, one) => sum + one.count, 0);
    return count === 0 ? [] : [`${count} ${NOUNS[what][count === 1 ? 0 : 1]}`];
  });
  const last = counted.pop();
  return last === undefined
    ? "Nothing waits for it now."
    : `${[counted.join(", "), last].filter((words) => words !== "").join(" and ")} wait for it and go on by themselves.`;
}
