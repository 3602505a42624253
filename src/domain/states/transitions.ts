/** A move of a thing from one state to another. */
export type Move<State extends string, Event extends string, Actor extends string> = {
  readonly event: Event;
  /** Null: it does not exist yet. */
  readonly from: State | null;
  /** Null: it is thrown away. */
  readonly to: State | null;
  /** Who may let it happen. */
  readonly by: readonly Actor[];
};

/** What is written once for several moves. */
export type Rule<State extends string, Event extends string, Actor extends string> = {
  readonly event: Event;
  readonly from: readonly (State | null)[];
  readonly to: readonly (State | null)[];
  readonly by: readonly Actor[];
};

/** All moves that the states of a thing allow; what is not in it is impossible. */
export class TransitionTable<State extends string, Event extends string, Actor extends string> {
  readonly moves: readonly Move<State, Event, Actor>[];

  constructor(
    readonly states: readonly State[],
    rules: readonly Rule<State, Event, Actor>[],
  ) {
    this.moves = rules.flatMap(({ event, from: froms, to: tos, by }) =>
      froms.flatMap((from) => tos.map((to) => ({ event, from, to, by }))),
    );
  }

  /** States of something that exists in which the event may happen; for a WHERE clause. In the order of `states`. */
  statesThatMay(event: Event): State[] {
    return this.states.filter((state) => this.moves.some((move) => move.event === event && move.from === state));
  }

  /** States of something that exists in which the event may happen and lead there; for a WHERE clause. */
  statesThatMayBecome(to: State, event: Event): State[] {
    const leads = (state: State) =>
      this.moves.some((move) => move.event === event && move.from === state && move.to === to);
    return this.states.filter(leads);
  }

  /** Whether the event may happen in this state. */
  may(state: State, event: Event): boolean {
    return this.statesThatMay(event).includes(state);
  }
}
