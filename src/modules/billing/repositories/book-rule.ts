/**
 * A rule of the books: `sql` selects the ids of what breaks it. `:since` is the instant from which documents are looked
 * at, `:now` the instant of the look.
 */
export type BookRule = { readonly name: string; readonly rule: string; readonly sql: string };
