import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { OrderNotes, RefusedLine } from "../../vendor-port";

/** A line of the vendor's cart and the order line of ours that it stands for. */
const cartLineSchema = z.object({
  orderLineId: z.string(),
  cartLineId: z.int(),
  catalogItemId: z.string(),
  quantity: z.int(),
  term: z.string(),
  orderGroup: z.string(),
});

const cartSchema = z.object({
  cartId: z.string(),
  /** The vendor's own time of creation, ISO UTC: no order of this cart can be older. */
  createdAt: z.iso.datetime({ offset: true }),
  lines: z.array(cartLineSchema),
  /** Lines left out of the cart because the vendor does not sell them to this customer. */
  refused: z.array(z.object({ orderLineId: z.string(), code: z.string(), reason: z.string(), detail: z.string() })),
  /** Kept while the answer of a checkout is unknown, replaced after any answer. */
  checkoutRequestId: z.string(),
});

/** One try to order, and what became of the tries before it. A cart belongs to exactly one generation. */
const notesSchema = z.object({
  version: z.literal(1),
  generation: z.int().positive(),
  cartRequestId: z.string(),
  cart: cartSchema.nullable(),
  /** True from just before the first checkout call: from then on, an order may exist. */
  checkoutBegun: z.boolean(),
  /** True while a checkout call has no answer that rules an order out; absent in notes that were written before it was kept. */
  unanswered: z.boolean().optional(),
  abandoned: z.array(z.object({ generation: z.int(), cartId: z.string().nullable(), because: z.string() })),
});

type Notes = z.output<typeof notesSchema>;
export type NotedCart = z.output<typeof cartSchema>;
export type NotedCartLine = z.output<typeof cartLineSchema>;
export type NewCart = Omit<NotedCart, "checkoutRequestId" | "refused"> & { readonly refused: readonly RefusedLine[] };

/**
 * What Partner Center's adapter remembers of one order. Every change has committed when it resolves, and fails when
 * another worker has written since these notes were opened: a worker that lost its task learns it here.
 */
export class CartNotes {
  private constructor(
    private readonly kept: OrderNotes,
    private notes: Notes,
    private revision: number,
  ) {}

  /** The order's notes as they stand; the first generation is begun when there are none. */
  static async open(kept: OrderNotes): Promise<CartNotes> {
    const { notes, revision } = await kept.load();
    if (notes !== null) {
      return new CartNotes(kept, notesSchema.parse(notes), revision);
    }
    const begun = new CartNotes(kept, freshNotes(1, []), revision);
    await begun.save({});
    return begun;
  }

  get cart(): NotedCart | null {
    return this.notes.cart;
  }

  get checkoutBegun(): boolean {
    return this.notes.checkoutBegun;
  }

  /** Sent with the creation of this generation's cart, so that a repeated one is the same cart. */
  get cartRequestId(): string {
    return this.notes.cartRequestId;
  }

  /** Records the cart before it is checked out. */
  async noteCart(cart: NewCart): Promise<void> {
    await this.save({ cart: { ...cart, refused: [...cart.refused], checkoutRequestId: randomUUID() } });
  }

  /** True while an order may exist of which nothing is known: a checkout call went out and was not clearly refused. */
  get unanswered(): boolean {
    return this.notes.unanswered ?? this.notes.checkoutBegun;
  }

  /** Records that the vendor is about to be asked for the order. */
  async noteCheckoutBegun(): Promise<void> {
    await this.save({ checkoutBegun: true, unanswered: true });
  }

  /**
   * A definite answer came that was not an order: the next checkout call needs a new request id.
   *
   * @param unanswered whether an earlier call is still without an answer
   */
  async noteCheckoutAnswered(unanswered = false): Promise<void> {
    const { cart } = this.notes;
    if (cart !== null) {
      await this.save({ cart: { ...cart, checkoutRequestId: randomUUID() }, unanswered });
    }
  }

  /** Gives this generation up (it can never become an order) and begins the next one. */
  async abandon(because: string): Promise<void> {
    const { generation, cart, abandoned } = this.notes;
    await this.save(freshNotes(generation + 1, [...abandoned, { generation, cartId: cart?.cartId ?? null, because }]));
  }

  /** Of these vendor order ids, those that already belong to an order of ours. */
  knownVendorOrders(vendorOrderIds: readonly string[]): Promise<ReadonlySet<string>> {
    return this.kept.knownVendorOrders(vendorOrderIds);
  }

  private async save(change: Partial<Notes>): Promise<void> {
    const next = { ...this.notes, ...change };
    this.revision = await this.kept.save(next, this.revision, next.cart?.cartId ?? null);
    this.notes = next;
  }
}

/**
 * True when these notes leave open whether the vendor has an order: then only asking the vendor again can tell. Notes that
 * cannot be read leave it open too.
 */
export function mayHaveOrdered(notes: unknown): boolean {
  if (notes === null) {
    return false;
  }
  const { success, data } = notesSchema.safeParse(notes);
  return !success || (data.cart !== null && (data.unanswered ?? data.checkoutBegun));
}

function freshNotes(generation: number, abandoned: Notes["abandoned"]): Notes {
  return {
    version: 1,
    generation,
    cartRequestId: randomUUID(),
    cart: null,
    checkoutBegun: false,
    unanswered: false,
    abandoned,
  };
}
