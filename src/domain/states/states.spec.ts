import { ANSWER_EVENTS, attemptTransitions, invoiceTransitions, type TransitionTable, UNDECIDED_STATES } from "./index";

type Pair = readonly [string | null, string | null];

/** Every pair of states with the events that lead from one to the other; null is "not there". */
function eventsByPair<S extends string, E extends string, A extends string>(table: TransitionTable<S, E, A>) {
  const ends = [null, ...table.states];
  return ends.flatMap((from) =>
    ends.map((to) => {
      const events = table.moves.filter((move) => move.from === from && move.to === to).map(({ event }) => event);
      return [from, to, events] as const;
    }),
  );
}

describe("the life of an invoice", () => {
  const allowed = new Map<string, readonly string[]>(
    (
      [
        [null, "draft", ["write"]],
        [null, "open", ["write"]],
        [null, "paid", ["write"]],
        [null, "issued", ["write"]],
        ["draft", null, ["discard"]],
        ["draft", "open", ["issue"]],
        ["draft", "paid", ["issue"]],
        ["draft", "issued", ["issue"]],
        ["open", "paid", ["pay", "credit", "settle"]],
        ["open", "payment_failed", ["decline"]],
        ["open", "void", ["credit"]],
        ["payment_failed", "paid", ["pay", "credit", "settle"]],
        ["payment_failed", "payment_failed", ["decline"]],
        ["payment_failed", "void", ["credit"]],
      ] as const
    ).map(([from, to, events]) => [key([from, to]), events]),
  );

  it.each(eventsByPair(invoiceTransitions))("from %s to %s by %j, and by nothing else", (from, to, events) => {
    expect(events).toEqual(allowed.get(key([from, to])) ?? []);
  });

  it("has three states that are final", () => {
    expect(finalStates(invoiceTransitions)).toEqual(["paid", "void", "issued"]);
  });

  it.each([
    ["pay", ["open", "payment_failed"]],
    ["decline", ["open", "payment_failed"]],
    ["credit", ["open", "payment_failed"]],
    ["settle", ["open", "payment_failed"]],
    ["issue", ["draft"]],
    ["discard", ["draft"]],
    ["write", []],
  ] as const)("may %s in %j", (event, states) => {
    expect(invoiceTransitions.statesThatMay(event)).toEqual(states);
  });

  it("lets no run touch what is issued, and no payment touch a draft", () => {
    const by = (actor: string) => invoiceTransitions.moves.filter((move) => (move.by as string[]).includes(actor));
    expect(by("run").map(({ from }) => from)).toEqual([null, null, null, null]);
    expect(by("order").map(({ from }) => from)).toEqual([null, null]);
    expect(by("payment").every(({ from }) => from === "open" || from === "payment_failed")).toBe(true);
    expect(by("person").map(({ event }) => event)).toContain("discard");
  });
});

describe("the life of a charge attempt", () => {
  const allowed = new Map<string, readonly string[]>(
    (
      [
        [null, "planned", ["plan"]],
        ["planned", "sent", ["send"]],
        ["sent", "sent", ["send"]],
        ["unknown", "sent", ["send"]],
        ["planned", "unknown", ["lose"]],
        ["sent", "unknown", ["lose"]],
        ["unknown", "unknown", ["lose"]],
        ["planned", "processing", ["wait"]],
        ["sent", "processing", ["wait"]],
        ["unknown", "processing", ["wait"]],
        ["processing", "processing", ["wait"]],
        ["planned", "declined", ["refuse"]],
        ["sent", "declined", ["refuse"]],
        ["unknown", "declined", ["refuse"]],
        ["processing", "declined", ["refuse"]],
        ["planned", "needs_action", ["refuse"]],
        ["sent", "needs_action", ["refuse"]],
        ["unknown", "needs_action", ["refuse"]],
        ["processing", "needs_action", ["refuse"]],
        ["planned", "succeeded", ["succeed"]],
        ["sent", "succeeded", ["succeed"]],
        ["unknown", "succeeded", ["succeed"]],
        ["processing", "succeeded", ["succeed"]],
        ["declined", "succeeded", ["succeed"]],
        ["needs_action", "succeeded", ["succeed"]],
      ] as const
    ).map(([from, to, events]) => [key([from, to]), events]),
  );

  it.each(eventsByPair(attemptTransitions))("from %s to %s by %j, and by nothing else", (from, to, events) => {
    expect(events).toEqual(allowed.get(key([from, to])) ?? []);
  });

  it("is over with the money only", () => {
    expect(finalStates(attemptTransitions)).toEqual(["succeeded"]);
    expect(attemptTransitions.may("succeeded", "refuse")).toBe(false);
  });

  it("is undecided until it was refused or succeeded", () => {
    expect(UNDECIDED_STATES).toEqual(["planned", "sent", "unknown", "processing"]);
  });

  it("has an event for each answer that leads to the state the answer names", () => {
    for (const [state, event] of Object.entries(ANSWER_EVENTS)) {
      expect(attemptTransitions.statesThatMayBecome(state as keyof typeof ANSWER_EVENTS, event)).not.toEqual([]);
    }
  });
});

/** States that nothing leads out of. */
function finalStates<S extends string>({ states, moves }: TransitionTable<S, string, string>): S[] {
  return states.filter((state) => moves.every(({ from, to }) => from !== state || to === state));
}

function key([from, to]: Pair): string {
  return `${from} -> ${to}`;
}
