/** Which thing that waits for a person: its kind, and what names it within the kind. */
export type ItemKey = { readonly kind: string; readonly ref: string };

export type Note = ItemKey & { readonly at: Date; readonly actor: string; readonly words: string };

/** What people said of one item. */
export type Mark = ItemKey & {
  /** The user who has taken it on. */
  readonly assignedTo: string | null;
  readonly resolved: Resolution | null;
  /** In the order they were written. */
  readonly notes: readonly Note[];
};

/** A person's word that nothing is left to do. It holds for the state that was looked at and for no later one. */
export type Resolution = {
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
  readonly state: string;
};

/** Something new with money in it, of which the partner is told at once. */
export type News = ItemKey & {
  readonly since: Date;
  readonly words: string;
  /** Ready to read; null when the sum is not known. */
  readonly money: string | null;
};

/** News that go out in one mail. */
export type NewsBatch = { readonly batch: string; readonly news: readonly News[] };

/** Who does something, and when. */
export type By = { readonly actor: string; readonly now: Date };
