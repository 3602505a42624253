import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { SellablePlan } from "../../../src/modules/catalog";

type BookedOrder = {
  id: string;
  companyId: string;
  paymentStatus: string;
  placedAt: Date;
  lines: { id: string; planId: string; quantity: number }[];
};

/** Medusa's orders and PURCHASE's checkouts as provisioning sees them. */
export class OrderBook {
  private readonly booked = new Map<string, BookedOrder>();

  constructor(private readonly db: Knex) {}

  readonly checkouts = {
    findByOrder: async (orderId: string) => {
      const order = this.booked.get(orderId);
      return order
        ? {
            id: `chk_${orderId}`,
            companyId: order.companyId,
            customerId: "cus_1",
            quoteId: "quo_1",
            currency: "USD",
            amount: 22_000,
            authorisedAt: null,
            createdAt: order.placedAt,
            orderId,
          }
        : null;
    },
    retrieve: async () => {
      throw new Error("not found");
    },
  };

  clear(): void {
    this.booked.clear();
  }

  /** A placed order. `paymentStatus` is that of its payment collection. */
  async place(order: BookedOrder): Promise<string> {
    const { id, lines, paymentStatus } = order;
    this.booked.set(id, order);
    await this.db("order").insert({ id });
    await this.db("payment_collection").insert({ id: `paycol_${id}`, status: paymentStatus });
    await this.db("order_payment_collection").insert({ order_id: id, payment_collection_id: `paycol_${id}` });
    for (const line of lines) {
      await this.db("order_line_item").insert({ id: line.id, metadata: JSON.stringify({ plan_id: line.planId }) });
      await this.db("order_item").insert({ order_id: id, item_id: line.id });
    }
    return id;
  }

  async graph(question: unknown): Promise<{ data: unknown[] }> {
    const { filters } = question as { filters: { id: string } };
    const order = this.booked.get(filters.id);
    return {
      data: order
        ? [
            {
              id: order.id,
              display_id: 7,
              email: "office@birchlane.example",
              customer_id: "cus_1",
              canceled_at: null,
              metadata: {},
              items: order.lines.map((line) => ({
                id: line.id,
                quantity: line.quantity,
                metadata: { plan_id: line.planId },
              })),
              payment_collections: [{ id: `paycol_${order.id}`, status: order.paymentStatus }],
            },
          ]
        : [],
    };
  }
}

/** A plan of the simulator's built-in catalogue: Business Premium, a year, paid monthly. */
export function aPlan(change: Partial<SellablePlan> = {}): SellablePlan {
  return {
    planId: "plan_premium",
    offerId: "offer_1",
    handle: "microsoft-365-business-premium",
    productId: "prod_1",
    variantId: "variant_1",
    vendor: "partner-center",
    vendorProductId: "CFQ7TTC0LCHC",
    vendorSkuId: "0002",
    segment: "commercial",
    term: "P1Y",
    billingPlan: "monthly",
    offerTitle: "Microsoft 365 Business Premium",
    skuTitle: "Microsoft 365 Business Premium",
    minQuantity: 1,
    maxQuantity: 300,
    market: "US",
    currency: "USD",
    unitTermPrice: 26_400,
    pricePerCharge: 2_200,
    lastCharge: 2_200,
    chargeCount: 12,
    priceVersion: "price_1",
    isTrial: false,
    ...change,
  };
}
