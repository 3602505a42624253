/** A line that the vendor will never carry out. `reason` is for the customer, `detail` for the partner. */
export type RefusedLine = {
  readonly orderLineId: string;
  readonly code: string;
  readonly reason: string;
  readonly detail: string;
};

/** A line of the vendor's cart and the order line of ours that it stands for. */
export type JournalLine = {
  readonly orderLineId: string;
  readonly cartLineId: number;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly term: string;
  readonly orderGroup: string;
};

export type JournalCart = {
  readonly cartId: string;
  /** The vendor's own time of creation, ISO UTC: no order of this cart can be older. */
  readonly createdAt: string;
  readonly lines: readonly JournalLine[];
  /** Lines left out of the cart because the vendor does not sell them to this customer. */
  readonly refused: readonly RefusedLine[];
  /** Kept while the answer of a checkout is unknown, replaced after any answer. */
  readonly checkoutRequestId: string;
};

/** One try to order: a cart belongs to exactly one generation. */
export type JournalEntry = {
  readonly generation: number;
  readonly cartRequestId: string;
  readonly cart: JournalCart | null;
  /** True from just before the first checkout call: from then on, an order may exist. */
  readonly checkoutBegun: boolean;
};

/**
 * The durable memory of placing one order. Every method has committed when it resolves; that is what makes a crash
 * between two calls to the vendor harmless.
 */
export interface OrderJournal {
  /** The open generation; starts the first one when there is none. */
  current(): Promise<JournalEntry>;
  /** Records the cart before it is checked out. */
  cartCreated(generation: number, cart: Omit<JournalCart, "checkoutRequestId">): Promise<JournalEntry>;
  /** Records that the vendor is about to be asked for the order. */
  checkoutBegun(generation: number): Promise<void>;
  /** A definite answer came that was not an order: the next checkout call needs a new request id. */
  checkoutAnswered(generation: number): Promise<void>;
  /** Gives this cart up (it can never become an order) and opens the next generation. */
  abandon(generation: number, why: string): Promise<JournalEntry>;
  /** Of these vendor order ids, those that already belong to an order of ours. */
  knownVendorOrders(vendorOrderIds: readonly string[]): Promise<ReadonlySet<string>>;
}
