import type { CallIds, PartnerCenterHttp } from "../http";
import {
  type Cart,
  type Checkout,
  cartSchema,
  checkoutSchema,
  type Order,
  orderPageSchema,
  orderProvisioningSchema,
  orderSchema,
} from "../schemas";
import { readAllPages } from "./paging";

export type NewCartLine = {
  readonly id: number;
  readonly catalogItemId: string;
  readonly quantity: number;
  readonly term: string;
  /** `Monthly`, `Annual` or `Triennial`. */
  readonly billingCycle: string;
  readonly friendlyName?: string;
};

export const orderOperations = (http: PartnerCenterHttp) => ({
  /** Makes a cart. Lines may carry errors although the answer is a success. */
  async createCart(customerId: string, lines: readonly NewCartLine[], ids: CallIds): Promise<Cart> {
    const body = {
      PartnerOnRecordAttestationAccepted: true,
      LineItems: lines.map((line) => ({
        Id: line.id,
        CatalogItemId: line.catalogItemId,
        Quantity: line.quantity,
        TermDuration: line.term,
        BillingCycle: line.billingCycle,
        ...(line.friendlyName === undefined ? {} : { FriendlyName: line.friendlyName }),
      })),
    };
    const call = { kind: "POST /customers/:id/carts", at: [customerId], schema: cartSchema, body, ids } as const;
    return (await http.send(call)).body;
  },

  async getCart(customerId: string, cartId: string): Promise<Cart> {
    const at = [customerId, cartId];
    return (await http.send({ kind: "GET /customers/:id/carts/:id", at, schema: cartSchema })).body;
  },

  /**
   * Turns a cart into orders. The same cart never becomes two orders. Success means an order for every order group: an
   * answer of 201 can consist of `orderErrors` alone.
   */
  async checkoutCart(customerId: string, cartId: string, ids: CallIds): Promise<Checkout> {
    const at = [customerId, cartId];
    return (await http.send({ kind: "POST /customers/:id/carts/:id/checkout", at, schema: checkoutSchema, ids })).body;
  },

  async listOrders(customerId: string): Promise<Order[]> {
    return readAllPages(http, { kind: "GET /customers/:id/orders", at: [customerId], schema: orderPageSchema });
  },

  async getOrder(customerId: string, orderId: string): Promise<Order> {
    const at = [customerId, orderId];
    return (await http.send({ kind: "GET /customers/:id/orders/:id", at, schema: orderSchema })).body;
  },

  /** Lower-case status per line: `fulfilled`, `unfulfilled`, `prefulfillmentpending`. */
  async getOrderProvisioningStatus(customerId: string, orderId: string) {
    const kind = "GET /customers/:id/orders/:id/provisioningstatus";
    return (await http.send({ kind, at: [customerId, orderId], schema: orderProvisioningSchema })).body.items;
  },
});
