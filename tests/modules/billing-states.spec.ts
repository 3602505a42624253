import { ATTEMPT_STATES, attemptTransitions, INVOICE_STATES, invoiceTransitions } from "../../src/domain/states";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";

let database: BillingDatabase;

beforeAll(async () => {
  database = await createBillingDatabase("billing_states");
  // Rows with nothing but a state, so that only the rule on moves can refuse them.
  await database.db.raw("create table probe_invoice as select id, number, status from csp_invoice with no data");
  await database.db.raw("create table probe_attempt as select id, state from csp_charge_attempt with no data");
  for (const [probe, like] of [
    ["probe_invoice", "csp_invoice"],
    ["probe_attempt", "csp_charge_attempt"],
  ]) {
    await database.db.raw(
      `create trigger moves before update on ${probe} for each row execute function ${like}_moves()`,
    );
  }
});
afterAll(() => database.drop());

/** The pairs of different states that the database lets through. */
async function pairsOf(table: string, column: string, states: readonly string[]): Promise<string[]> {
  const pairs: string[] = [];
  for (const from of states) {
    for (const to of states.filter((state) => state !== from)) {
      await database.db(table).delete();
      await database.db(table).insert({ id: "x", [column]: from });
      try {
        await database.db(table).update({ [column]: to });
        pairs.push(`${from} -> ${to}`);
      } catch (error) {
        expect(String(error)).toContain(`is ${from} and cannot become ${to}`);
      }
    }
  }
  return pairs.sort();
}

function pairsIn(moves: readonly { readonly from: string | null; readonly to: string | null }[]): string[] {
  const pairs = moves
    .filter(({ from, to }) => from !== null && to !== null && from !== to)
    .map(({ from, to }) => `${from} -> ${to}`);
  return [...new Set(pairs)].sort();
}

/** The words in quotes of a constraint or an index, as the database tells it. */
async function wordsOf(definition: string): Promise<string[]> {
  const { rows } = await database.db.raw<{ rows: { text: string }[] }>(`select ${definition} as text`);
  return [...(rows[0]?.text ?? "").matchAll(/'(\w+)'/g)].map(([, word = ""]) => word).sort();
}

const constraint = (name: string) => `pg_get_constraintdef((select oid from pg_constraint where conname = '${name}'))`;

describe("the database and the table of moves agree", () => {
  it("on documents", async () => {
    expect(await pairsOf("probe_invoice", "status", INVOICE_STATES)).toEqual(pairsIn(invoiceTransitions.moves));
  });

  it("on charge attempts", async () => {
    expect(await pairsOf("probe_attempt", "state", ATTEMPT_STATES)).toEqual(pairsIn(attemptTransitions.moves));
  });

  it("on the states there are, and on those beside which no other attempt may be open", async () => {
    expect(await wordsOf(constraint("csp_invoice_status_check"))).toEqual([...INVOICE_STATES].sort());
    expect(await wordsOf(constraint("csp_charge_attempt_state_check"))).toEqual([...ATTEMPT_STATES].sort());
    expect(await wordsOf("pg_get_indexdef('csp_charge_attempt_one_open'::regclass)")).toEqual(
      attemptTransitions.statesThatMay("refuse").sort(),
    );
  });

  it("and the rule stands on the tables themselves", async () => {
    const { rows } = await database.db.raw<{ rows: { name: string }[] }>(
      `select tgrelid::regclass || ' ' || tgname as name from pg_trigger where tgname like '%_moves' and tgenabled = 'O'`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([
      "csp_charge_attempt csp_charge_attempt_moves",
      "csp_invoice csp_invoice_moves",
    ]);
  });
});
