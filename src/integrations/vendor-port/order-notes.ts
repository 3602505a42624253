/** What an adapter noted about an order, and which version of its notes that is. Notes are null before the first ones. */
export type NotesPage = { readonly notes: unknown; readonly revision: number };

/**
 * The durable memory of placing one order. What the notes say is the adapter's own business: whoever keeps them never
 * looks inside, and the adapter reads them back as carefully as anything that comes from outside.
 *
 * A save has committed when it resolves; that is what makes a crash between two calls to the vendor harmless.
 */
export type OrderNotes = {
  load(): Promise<NotesPage>;
  /**
   * Replaces the notes of `revision`.
   *
   * @param notes anything that JSON can hold
   * @param reference the vendor's own name of what is under way, such as a cart's id: no two orders may share one
   * @returns the new revision
   * @throws when another worker has saved meanwhile, or the reference is another order's
   */
  save(notes: unknown, revision: number, reference: string | null): Promise<number>;
  /** Of these vendor order ids, those that already belong to an order of ours. */
  knownVendorOrders(vendorOrderIds: readonly string[]): Promise<ReadonlySet<string>>;
};
